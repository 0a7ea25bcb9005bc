package org.thenar.terminal;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Captures that wait to be sent, one sealed file each, in the order in which they were taken. A file is there whole before
 * the capture counts as taken, and goes only after the gateway's answer: whatever kills the process, nothing taken is lost.
 * The chain of signatures moves on with the file, so the newest file says where it stands.
 */
final class Outbox {
  private static final Pattern NAME = Pattern.compile("(\\d{16})-(scan|session_capture)\\.record");

  private final File folder;
  private final Vault vault;
  private final StateFile state;
  private final NavigableMap<Long, OutboxRecord.Kind> index = new TreeMap<>();

  private Outbox(File folder, Vault vault, StateFile state) {
    this.folder = folder;
    this.vault = vault;
    this.state = state;
  }

  static Outbox open(File parent, Vault vault, StateFile state) throws IOException {
    File folder = new File(parent, "outbox");
    DurableFile.prepareFolder(folder);
    Outbox outbox = new Outbox(folder, vault, state);
    for (String name : folder.list()) {
      Matcher parts = NAME.matcher(name);
      if (parts.matches()) outbox.index.put(Long.parseLong(parts.group(1)), kindOf(parts.group(2)));
    }
    outbox.recover();
    return outbox;
  }

  /** The process may have ended after a file was written and before the state was. */
  private void recover() throws IOException {
    for (long ordinal : new ArrayList<>(index.keySet())) {
      if (ordinal <= state.read(kept -> kept.ordinal)) continue;
      OutboxRecord record = read(ordinal);
      if (record != null) moveOn(record);
    }
    List<Long> captures = ordinals(OutboxRecord.Kind.SESSION_CAPTURE);
    // a capture that was signed again lies beside its older form until that is deleted
    for (int i = 0; i < captures.size() - 1; i++) remove(captures.get(i));
  }

  /**
   * Keeps a capture; on the disk when this returns.
   *
   * @param signer null for captures that are not signed
   */
  synchronized OutboxRecord append(OutboxRecord.Kind kind, JsonObject json, CaptureSigner signer) throws IOException {
    long ordinal = state.read(kept -> kept.ordinal) + 1;
    if (signer != null) {
      String signature = signer.sign(json);
      json.with("capture", json.object("capture").with("signature", signature)).with("chain_seq", state.read(kept -> kept.chainSeq) + 1);
    }
    OutboxRecord record = new OutboxRecord(ordinal, kind, json);
    vault.write(fileOf(ordinal, kind), Bytes.utf8(json.toString()));
    index.put(ordinal, kind);
    moveOn(record);
    return record;
  }

  private void moveOn(OutboxRecord record) {
    state.note(kept -> {
      kept.ordinal = Math.max(kept.ordinal, record.ordinal);
      if (record.json.whole("chain_seq", 0) <= kept.chainSeq) return;
      kept.chainSeq = record.json.whole("chain_seq", 0);
      kept.chainHead = CaptureChain.linkOf(record.signature());
    });
  }

  synchronized void rewrite(OutboxRecord record) throws IOException {
    vault.write(fileOf(record.ordinal, record.kind), Bytes.utf8(record.json.toString()));
  }

  synchronized List<Long> ordinals(OutboxRecord.Kind kind) {
    List<Long> found = new ArrayList<>();
    for (long ordinal : index.keySet()) if (index.get(ordinal) == kind) found.add(ordinal);
    return found;
  }

  synchronized int size(OutboxRecord.Kind kind) {
    return ordinals(kind).size();
  }

  /** Null when it is gone, or was altered: then it is set aside, as it would block the ones behind it. */
  synchronized OutboxRecord read(long ordinal) throws IOException {
    OutboxRecord.Kind kind = index.get(ordinal);
    if (kind == null) return null;
    File file = fileOf(ordinal, kind);
    try {
      return new OutboxRecord(ordinal, kind, JsonObject.parse(Bytes.fromUtf8(vault.read(file))));
    } catch (BrokenSealException | IllegalArgumentException unreadable) {
      index.remove(ordinal);
      file.renameTo(new File(file.getPath() + ".unreadable"));
      return null;
    }
  }

  /** The state must have been written since the record was made: it holds the chain's end. */
  synchronized void remove(long ordinal) {
    OutboxRecord.Kind kind = index.remove(ordinal);
    if (kind != null) fileOf(ordinal, kind).delete();
  }

  /** Destroys every picture, also those set aside. */
  synchronized void clear() {
    index.clear();
    File[] files = folder.listFiles();
    if (files != null) for (File file : files) file.delete();
  }

  private File fileOf(long ordinal, OutboxRecord.Kind kind) {
    return new File(folder, String.format(Locale.ROOT, "%016d-%s.record", ordinal, kind.name().toLowerCase(Locale.ROOT)));
  }

  private static OutboxRecord.Kind kindOf(String name) {
    return OutboxRecord.Kind.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Signs a record's capture as the chain's next link. */
  interface CaptureSigner {
    String sign(JsonObject record) throws IOException;
  }
}
