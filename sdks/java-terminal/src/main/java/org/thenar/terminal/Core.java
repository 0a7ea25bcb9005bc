package org.thenar.terminal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;

/** The parts that every activity of a terminal needs. */
final class Core {
  /** Smaller differences are the network's. */
  private static final long CLOCK_STEP_MS = 5_000;

  final TerminalOptions options;
  final GatewayConnection connection;
  final GatewayApi api;
  final StateFile state;
  final Outbox outbox;
  final PinnedKeys pins;
  final Presence presence;
  final Cancellation stop = new Cancellation();

  Core(TerminalOptions options) throws IOException, GeneralSecurityException {
    DurableFile.prepareFolder(options.folder);
    this.options = options;
    Vault vault = Vault.open(options.folder, options.keyStore);
    state = StateFile.open(options.folder, vault);
    outbox = Outbox.open(options.folder, vault, state);
    pins = new PinnedKeys(options.clock);
    pins.restore(state.read(kept -> kept.pins));
    connection = new GatewayConnection(options.gateway, new UrlConnectionTransport(pins), options.clock);
    connection.use(TerminalKey.in(options.keyStore));
    api = new GatewayApi(connection, options.clock);
    presence = new Presence(options.listener);
  }

  /** Signs a capture as the next link of the chain; null where the gateway takes no signatures. */
  Outbox.CaptureSigner signer(byte[] image, String what, String value) throws IOException {
    if (api.newerFields().isRefused(NewerFields.SIGNATURE)) return null;
    try {
      TerminalKey key = TerminalKey.in(options.keyStore);
      return record -> CaptureChain.sign(key, state.read(kept -> kept), image, what, value);
    } catch (GeneralSecurityException trouble) {
      throw new IOException("the key store gives no key", trouble);
    }
  }

  /** A capture that will never be sent: its link is reported, so that the chain has no gap that nobody explains. */
  void drop(OutboxRecord record) throws IOException {
    state.change(kept -> {
      kept.drop(record.links());
      kept.counters.remove(record.ordinal);
    });
    outbox.remove(record.ordinal);
  }

  /** When a capture was taken, as far as this machine knows. */
  JsonObject takenNow(JsonObject record) {
    TerminalClock clock = options.clock;
    record.with("wall_ms", clock.wallMs()).with("elapsed_ms", clock.elapsedMs()).with("boot_id", clock.bootId());
    Long offsetMs = state.read(kept -> clock.bootId().equals(kept.clockBootId) ? kept.clockOffsetMs : null);
    return record.with("offset_ms", offsetMs);
  }

  /**
   * The time of a capture by this machine's local clock as it is now: the gateway measures how far that is off, and takes it
   * away. Null when nothing is known.
   */
  String capturedAt(OutboxRecord record) {
    long ageMs = record.ageMs(options.clock);
    if (ageMs >= 0) return Instant.ofEpochMilli(options.clock.wallMs() - ageMs).toString();
    long takenMs = record.json.whole("wall_ms", 0) + record.json.whole("offset_ms", 0);
    long offsetMs = state.read(kept -> options.clock.bootId().equals(kept.clockBootId) ? kept.clockOffsetMs : 0L);
    return Instant.ofEpochMilli(takenMs - offsetMs).toString();
  }

  /** How far the local clock is off, as an answer shows. */
  void learnTime(String serverTime) throws IOException {
    if (serverTime == null) return;
    long offsetMs;
    try {
      offsetMs = Instant.parse(serverTime).toEpochMilli() - options.clock.wallMs();
    } catch (DateTimeException unreadable) {
      return;
    }
    boolean isNew = state.read(kept ->
        !options.clock.bootId().equals(kept.clockBootId) || Math.abs(kept.clockOffsetMs - offsetMs) > CLOCK_STEP_MS);
    if (!isNew) return;
    state.change(kept -> {
      kept.clockOffsetMs = offsetMs;
      kept.clockBootId = options.clock.bootId();
    });
  }
}
