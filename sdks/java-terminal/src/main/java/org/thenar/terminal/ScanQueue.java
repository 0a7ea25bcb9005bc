package org.thenar.terminal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scans that wait: taken at any time, numbered when they are sent, the oldest first. */
final class ScanQueue {
  private static final int MAX_BATCH = 20;
  private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;
  /** A scan that waited longer than this was not made under the eyes of the gateway. */
  private static final long OFFLINE_AFTER_MS = 10_000;

  private final Core core;
  /** Ordinals of scans whose person still stands there: they go before the others. */
  private final List<Long> urgent = new ArrayList<>();
  private int maxBatch = MAX_BATCH;

  ScanQueue(Core core) {
    this.core = core;
    core.stop.onCancel(this::wake);
  }

  /** On the disk when this returns. */
  synchronized void add(String scanRef, Capture capture, boolean isUrgent) throws IOException, QueueFullException {
    makeSpace();
    JsonObject record = JsonObject.create().with("scan_ref", scanRef);
    if (core.presence.is(TerminalListener.State.OFFLINE)) record.with("offline", true);
    record.with("capture", capture.toJson());
    Outbox.CaptureSigner signer = core.signer(capture.image(), CaptureChain.SCAN_REF, scanRef);
    OutboxRecord kept = core.outbox.append(OutboxRecord.Kind.SCAN, core.takenNow(record), signer);
    if (isUrgent) urgent.add(kept.ordinal);
    notifyAll();
  }

  private void makeSpace() throws IOException, QueueFullException {
    while (core.outbox.size(OutboxRecord.Kind.SCAN) >= core.options.maxQueuedScans) {
      if (core.options.whenFull == TerminalOptions.WhenFull.REFUSE_NEW) throw new QueueFullException(core.options.maxQueuedScans);
      OutboxRecord oldest = core.outbox.read(core.outbox.ordinals(OutboxRecord.Kind.SCAN).get(0));
      if (oldest == null) continue;
      core.drop(oldest);
      core.options.listener.onDropped(oldest.scanRef());
    }
  }

  /** Waits for scans. False when stopped. */
  synchronized boolean await() throws InterruptedException {
    while (core.outbox.size(OutboxRecord.Kind.SCAN) == 0 && !core.stop.isCancelled()) wait();
    return !core.stop.isCancelled();
  }

  /**
   * The scans to send next, each with a counter that is on the disk before it is used. What was under way when the process
   * ended goes first, under the same counters: the gateway may have taken it.
   */
  synchronized Map<OutboxRecord, Long> nextBatch() throws IOException {
    Map<Long, Long> underWay = core.state.read(kept -> new LinkedHashMap<>(kept.counters));
    List<OutboxRecord> records = records(underWay.isEmpty() ? candidates() : new ArrayList<>(underWay.keySet()));
    Map<OutboxRecord, Long> batch = new LinkedHashMap<>();
    if (records.isEmpty() && underWay.isEmpty()) return batch;
    core.state.change(kept -> {
      kept.counters.clear();
      for (OutboxRecord record : records) {
        Long known = underWay.get(record.ordinal);
        long counter = known == null ? ++kept.counter : known;
        kept.counters.put(record.ordinal, counter);
        batch.put(record, counter);
      }
    });
    return batch;
  }

  private List<Long> candidates() {
    List<Long> waiting = core.outbox.ordinals(OutboxRecord.Kind.SCAN);
    urgent.retainAll(waiting);
    return urgent.isEmpty() ? waiting : new ArrayList<>(urgent);
  }

  private List<OutboxRecord> records(List<Long> ordinals) throws IOException {
    List<OutboxRecord> records = new ArrayList<>();
    int bytes = 0;
    for (long ordinal : ordinals) {
      OutboxRecord record = core.outbox.read(ordinal);
      if (record == null) continue;
      bytes += record.capture().text("image").length();
      if (!records.isEmpty() && (records.size() == maxBatch || bytes > MAX_BATCH_BYTES)) break;
      records.add(record);
    }
    return records;
  }

  JsonObject bodyOf(OutboxRecord record, long counter) {
    long ageMs = record.ageMs(core.options.clock);
    boolean offline = record.json.isTrue("offline") || ageMs < 0 || ageMs > OFFLINE_AFTER_MS;
    JsonObject body = JsonObject.create().with("scan_ref", record.scanRef()).with("counter", counter);
    body.with("capture", record.capture());
    if (offline) body.with("offline", true);
    if (ageMs >= 0) body.with("age_ms", ageMs);
    return body.with("captured_at", core.capturedAt(record));
  }

  /** The gateway has answered: it is done with. */
  synchronized void done(OutboxRecord record) {
    core.outbox.remove(record.ordinal);
    urgent.remove(record.ordinal);
  }

  /** Those that the gateway has not taken get new counters, beyond the last that it has seen. */
  synchronized void renumber(List<Long> ordinals, long lastCounter) throws IOException {
    core.state.change(kept -> {
      kept.counter = Math.max(kept.counter, lastCounter);
      kept.counters.keySet().removeAll(ordinals);
    });
  }

  synchronized void sendOneByOne() {
    maxBatch = 1;
  }

  synchronized void growBatch() {
    maxBatch = Math.min(MAX_BATCH, maxBatch * 2);
  }

  private synchronized void wake() {
    notifyAll();
  }
}
