package org.thenar.terminal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * A palm terminal: pairs, keeps in touch, enrolls, identifies, and keeps scans while it is offline. Everything it must not
 * forget is on the disk before it acts, so the process may end at any moment.
 */
public final class Terminal implements AutoCloseable {
  private static final long STOP_WITHIN_MS = 5_000;

  private final Core core;
  private final ScanWaiters waiters = new ScanWaiters();
  private final ScanQueue queue;
  private final ScanUploader uploader;
  private PollLoop loop;
  private Thread running;

  private Terminal(Core core) {
    this.core = core;
    this.queue = new ScanQueue(core);
    this.uploader = new ScanUploader(core, queue, waiters);
  }

  /** Nothing is sent before {@link #run}. @throws BrokenSealException when the folder was sealed under another key */
  public static Terminal open(TerminalOptions options) throws IOException, GeneralSecurityException {
    return new Terminal(new Core(options));
  }

  /** Null while no device stands behind this terminal. */
  public String deviceId() {
    return core.state.read(kept -> kept.deviceId);
  }

  /**
   * Pairs where that is needed, then works until {@link #close}. Returns after that, or when the device was decommissioned:
   * its key and its pictures are destroyed then, and the next call begins with a new code.
   */
  public void run(CaptureSource source) throws InterruptedException, IOException {
    synchronized (this) {
      running = Thread.currentThread();
      loop = new PollLoop(core, source);
    }
    Thread uploads = null;
    Backoff backoff = new Backoff(core.options.random);
    while (!core.stop.isCancelled()) {
      if (deviceId() == null && !pair()) return;
      if (uploads == null) {
        uploads = Threads.named("thenar-scans").newThread(uploader::run);
        uploads.start();
      }
      if (loop.run()) return;
      if (core.presence.is(TerminalListener.State.DECOMMISSIONED)) {
        forget();
        return;
      }
      core.state.change(kept -> kept.deviceId = null);
      core.stop.pause(backoff.nextMs(-1)); // a gateway that gives tokens and then refuses them is not asked in a tight loop
    }
  }

  private boolean pair() throws InterruptedException, IOException {
    JsonObject device = alreadyPaired();
    if (device == null) {
      if (core.stop.isCancelled()) return false;
      core.presence.enter(TerminalListener.State.UNPAIRED);
      device = new Pairing(core.options, core.connection, core.api, core.state, core.stop).run();
    }
    if (device == null) return false;
    become(device);
    return true;
  }

  /** The code may have been typed while this process was not running. Null when no device stands behind the key. */
  private JsonObject alreadyPaired() throws InterruptedException, IOException {
    Backoff backoff = new Backoff(core.options.random);
    while (!core.stop.isCancelled()) {
      try {
        return core.options.keyStore.publicKey() == null ? null : core.api.signIn(core.stop);
      } catch (RefusedException refusal) {
        if (refusal.is("device_decommissioned")) forget();
        if (refusal.status() == 401 || refusal.is("device_decommissioned")) return null;
        boolean isDisabled = refusal.is("device_disabled");
        if (isDisabled) core.presence.enter(TerminalListener.State.DISABLED);
        pauseAfter(refusal, isDisabled ? PollLoop.DISABLED_MS : backoff.nextMs(refusal.retryAfterMs()));
      } catch (UnreachableException trouble) {
        core.presence.enter(TerminalListener.State.OFFLINE);
        pauseAfter(trouble, backoff.nextMs(-1));
      } catch (GeneralSecurityException trouble) {
        throw new IOException("the key store gives no key", trouble);
      }
    }
    return null;
  }

  private void pauseAfter(Exception trouble, long waitMs) throws InterruptedException {
    if (core.stop.isCancelled()) return;
    core.options.listener.onTrouble(trouble, waitMs);
    core.stop.pause(waitMs);
  }

  /** Pictures that were taken for one project never reach another. */
  private void become(JsonObject device) throws IOException {
    String projectId = device.text("project_id");
    String before = core.state.read(kept -> kept.projectId);
    if (before != null && !before.equals(projectId)) {
      core.outbox.clear();
      core.state.change(TerminalState::forgetDevice);
    }
    core.state.change(kept -> {
      kept.deviceId = device.text("device_id");
      kept.projectId = projectId;
    });
    core.options.listener.onPaired(device.text("device_id"));
  }

  private void forget() throws IOException {
    core.outbox.clear();
    core.state.change(TerminalState::forgetDevice);
    core.api.forgetToken();
    try {
      core.options.keyStore.deleteKey();
    } catch (GeneralSecurityException trouble) {
      throw new IOException("the key store does not forget the key", trouble);
    }
  }

  /**
   * Keeps a scan, to be sent as soon as that is possible; its result comes to the listener.
   *
   * @return the scan's name; the scan is on the disk when this returns
   */
  public String queueScan(Capture capture) throws IOException, QueueFullException {
    String scanRef = UUID.randomUUID().toString();
    queue.add(scanRef, capture, false);
    return scanRef;
  }

  /** A scan whose person waits: it goes before those that were kept. @return null when no answer came in time; it stays kept */
  public ScanResult identify(Capture capture, long timeoutMs) throws IOException, QueueFullException, InterruptedException {
    String scanRef = UUID.randomUUID().toString();
    waiters.expect(scanRef);
    queue.add(scanRef, capture, true);
    uploader.hurryUnlessRefused();
    return waiters.await(scanRef, timeoutMs);
  }

  /** How many scans wait. */
  public int queuedScans() {
    return core.outbox.size(OutboxRecord.Kind.SCAN);
  }

  /**
   * Judges geometry and quality of a picture that counts for nothing: `usable`, `reason`, `hint`, `hint_text`, `hand`. Once a
   * second, while a session is active or just after a refused scan.
   */
  public JsonObject checkCapture(Capture capture) throws RefusedException, UnreachableException {
    return core.api.checkCapture(capture, core.stop);
  }

  /**
   * What a scan paid for or opened, at most five minutes after it.
   *
   * @param key makes it count once: use the same when you send it again
   */
  public JsonObject recordTransaction(JsonObject transaction, String key) throws RefusedException, UnreachableException {
    return core.api.createTransaction(transaction, key, core.stop);
  }

  /** The network has come, gone or changed: what waits is tried at once. */
  public void networkChanged() {
    PollLoop present;
    synchronized (this) {
      present = loop;
    }
    if (present != null) present.pollAgain();
    uploader.hurry();
  }

  /** Stops: a session under way is failed rather than left hanging, scans stay kept. */
  @Override
  public void close() {
    core.stop.cancel();
    Thread thread;
    synchronized (this) {
      thread = running;
    }
    if (thread == null || thread == Thread.currentThread()) return;
    try {
      thread.join(STOP_WITHIN_MS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
