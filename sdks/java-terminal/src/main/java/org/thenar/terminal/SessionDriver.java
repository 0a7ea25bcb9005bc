package org.thenar.terminal;

import java.io.IOException;
import java.util.Base64;
import java.util.List;

/**
 * One enrollment session as the terminal lives it: acknowledge, capture until the gateway has enough, or say why not. Each
 * capture is kept on the disk before it is sent; after a restart the same bytes go out again under the same number.
 */
final class SessionDriver {
  /** Below the gateway's own interval, in case no news comes of a session that is being decided. */
  private static final long LOOK_AGAIN_MS = 2_000;
  private static final int MAX_QUICK_RECOVERIES = 3;

  private final Core core;
  private final CaptureSource source;
  private final Cancellation ended = new Cancellation();
  private final Thread thread;
  private Session session;
  private String challenge;
  private long lastTakenMs;
  /** New challenges and numbers in a row: a gateway that never has enough of them is not asked in a tight loop. */
  private int recoveries;
  private boolean inSource;

  SessionDriver(Core core, CaptureSource source, Session session) {
    this.core = core;
    this.source = source;
    this.session = session;
    this.lastTakenMs = core.options.clock.elapsedMs() - core.options.minCaptureGapMs;
    this.thread = Threads.named("thenar-session").newThread(this::drive);
    core.stop.onCancel(this::interrupt);
  }

  void start() {
    thread.start();
  }

  synchronized Session session() {
    return session;
  }

  boolean isOver() {
    return !thread.isAlive();
  }

  void join() throws InterruptedException {
    thread.join();
  }

  /** News from a poll or an answer. An older version changes nothing; a final one ends every wait at once. */
  void learn(Session news) {
    synchronized (this) {
      if (news == null || !news.id().equals(session.id()) || session.isFinal()) return;
      boolean isOlder = news.version() < session.version();
      boolean isSame = news.version() == session.version() && news.status().equals(session.status());
      if (isOlder || isSame) return;
      session = news;
      notifyAll();
    }
    core.options.listener.onSession(news);
    if (news.isFinal()) interrupt();
  }

  /** Only a source that waits for a hand is interrupted: an interrupt in the middle of a file would spoil it. */
  private void interrupt() {
    ended.cancel();
    synchronized (this) {
      if (inSource) thread.interrupt();
      notifyAll();
    }
  }

  private void drive() {
    Backoff backoff = new Backoff(core.options.random);
    while (!session().isFinal() && !core.stop.isCancelled()) {
      try {
        step();
        if (recoveries == 0) backoff.reset();
        if (recoveries > MAX_QUICK_RECOVERIES) ended.pause(backoff.nextMs(-1));
      } catch (RefusedException refusal) {
        settle(refusal, backoff);
      } catch (UnreachableException trouble) {
        pauseAfter(trouble, backoff.nextMs(-1));
      } catch (CaptureFailedException trouble) {
        giveUp(trouble.code(), trouble.getMessage());
      } catch (InterruptedException over) {
        // the loop sees what it was
      } catch (IOException | RuntimeException trouble) {
        pauseAfter(trouble, backoff.nextMs(-1));
      }
    }
    if (core.stop.isCancelled() && !session().isFinal()) giveUp("stopped", "the terminal was stopped");
    dropLeftOver();
  }

  private void step() throws RefusedException, UnreachableException, CaptureFailedException, InterruptedException, IOException {
    if (session().status().equals("processing")) {
      awaitNews();
      return;
    }
    OutboxRecord waiting = waiting();
    if (waiting != null) {
      send(waiting);
    } else if (challenge == null) {
      acknowledge();
    } else {
      take();
    }
  }

  private void acknowledge() throws RefusedException, UnreachableException {
    JsonObject answer = core.api.acknowledge(session().id(), ended);
    challenge = answer.text("challenge");
    learn(Session.in(answer));
  }

  /** The capture that was taken and not answered yet; one of another session has nowhere to go. */
  private OutboxRecord waiting() throws IOException {
    for (long ordinal : core.outbox.ordinals(OutboxRecord.Kind.SESSION_CAPTURE)) {
      OutboxRecord record = core.outbox.read(ordinal);
      if (record == null) continue;
      if (record.sessionId().equals(session().id())) return record;
      core.drop(record);
    }
    return null;
  }

  private void take() throws CaptureFailedException, InterruptedException, IOException {
    ended.pause(lastTakenMs + core.options.minCaptureGapMs - core.options.clock.elapsedMs());
    if (ended.isCancelled()) return;
    Capture capture = fromSource();
    lastTakenMs = core.options.clock.elapsedMs();
    String id = session().id();
    long seq = core.state.read(kept -> id.equals(kept.sessionId) ? kept.nextSeq : 1);
    JsonObject record = JsonObject.create().with("session_id", id).with("seq", seq).with("challenge", challenge);
    keep(record.with("capture", capture.toJson()), capture.image());
  }

  private Capture fromSource() throws CaptureFailedException, InterruptedException {
    synchronized (this) {
      if (ended.isCancelled()) throw new InterruptedException();
      inSource = true;
    }
    try {
      return source.take(new CaptureRequest(session(), ended));
    } finally {
      synchronized (this) {
        inSource = false;
        Thread.interrupted();
      }
    }
  }

  private void keep(JsonObject record, byte[] image) throws IOException {
    String answered = record.text("challenge");
    Outbox.CaptureSigner signer = core.signer(image, CaptureChain.CHALLENGE, answered);
    core.outbox.append(OutboxRecord.Kind.SESSION_CAPTURE, core.takenNow(record), signer);
  }

  private void send(OutboxRecord record) throws RefusedException, UnreachableException, IOException {
    JsonObject body = JsonObject.create().with("seq", record.seq()).with("challenge", record.challenge());
    CaptureAnswer answer;
    try {
      answer = core.api.sendCapture(record.sessionId(), body.with("capture", record.capture()), ended);
    } catch (RefusedException refusal) {
      if (!refusal.is("challenge_expired") && !refusal.is("seq_conflict")) throw refusal;
      recoveries++;
      if (refusal.is("challenge_expired")) signAgain(record, refusal.details().text("challenge"));
      else useNextSeq(record, refusal.details().whole("next_seq", record.seq() + 1));
      return;
    }
    recoveries = 0;
    core.state.change(kept -> {
      kept.sessionId = record.sessionId();
      kept.nextSeq = record.seq() + 1;
      kept.drop(record.json.texts("superseded"));
    });
    core.outbox.remove(record.ordinal);
    challenge = answer.challenge();
    core.options.listener.onCapture(answer);
    learn(answer.session());
  }

  /** The same picture under a new challenge is a new link of the chain; the old one is reported as dropped. */
  private void signAgain(OutboxRecord record, String offered) throws RefusedException, UnreachableException, IOException {
    String next = offered;
    if (next == null) {
      acknowledge();
      next = challenge;
    }
    if (next == null) return;
    JsonObject again = JsonObject.parse(record.json.toString()).with("challenge", next).with("superseded", record.links());
    byte[] image = Base64.getDecoder().decode(record.capture().text("image"));
    keep(again, image);
    core.outbox.remove(record.ordinal);
  }

  /** This number was used before the terminal lost its count. */
  private void useNextSeq(OutboxRecord record, long seq) throws IOException {
    record.json.with("seq", Math.max(seq, record.seq() + 1));
    core.outbox.rewrite(record);
  }

  private void settle(RefusedException refusal, Backoff backoff) {
    if (refusal.mayPass() || refusal.status() == 401) {
      pauseAfter(refusal, backoff.nextMs(refusal.retryAfterMs()));
    } else if (refusal.is("session_not_active") || refusal.status() == 404 || refusal.status() == 403 || refusal.status() == 410) {
      lookUpEnd(refusal, backoff);
    } else {
      giveUp("capture_refused", refusal.code());
    }
  }

  /** The gateway's last word on the session; the capture that it did not take is dropped at the end. */
  private void lookUpEnd(RefusedException refusal, Backoff backoff) {
    try {
      Session now = Session.in(core.api.poll(knownSession(), ended));
      if (now != null && now.id().equals(session().id())) learn(now);
      else endWithout(refusal);
      if (session().isFinal()) return;
      challenge = null;
      pauseAfter(refusal, backoff.nextMs(-1));
    } catch (RefusedException gone) {
      endWithout(gone);
    } catch (UnreachableException trouble) {
      pauseAfter(trouble, backoff.nextMs(-1));
    }
  }

  private void endWithout(RefusedException refusal) {
    learn(new Session(JsonObject.create()
        .with("session_id", session().id()).with("status", "failed").with("version", session().version() + 1)
        .with("failure_code", refusal.code()).with("failure_message", refusal.getMessage())));
  }

  private void awaitNews() throws RefusedException, UnreachableException, InterruptedException {
    challenge = null;
    Session before = session();
    synchronized (this) {
      long endMs = System.nanoTime() / 1_000_000 + LOOK_AGAIN_MS;
      for (long leftMs = LOOK_AGAIN_MS; session == before && leftMs > 0; leftMs = endMs - System.nanoTime() / 1_000_000) {
        wait(leftMs);
      }
    }
    if (session() == before) learn(Session.in(core.api.poll(knownSession(), ended)));
  }

  private JsonObject knownSession() {
    Session known = session();
    return JsonObject.create().with("wait_s", 0).with("session_id", known.id()).with("session_version", known.version());
  }

  private void giveUp(String code, String message) {
    try {
      Cancellation unhurried = new Cancellation(); // what ended the session must not end its last word
      core.api.failSession(session().id(), code, message, unhurried);
      learn(Session.in(core.api.poll(knownSession(), unhurried)));
    } catch (RefusedException | UnreachableException trouble) {
      // the gateway notices a silent terminal by itself
    }
    if (!session().isFinal()) endWithout(new RefusedException(0, code, message));
  }

  private void dropLeftOver() {
    if (!session().isFinal()) return;
    try {
      List<Long> left = core.outbox.ordinals(OutboxRecord.Kind.SESSION_CAPTURE);
      for (long ordinal : left) {
        OutboxRecord record = core.outbox.read(ordinal);
        if (record != null) core.drop(record);
      }
    } catch (IOException trouble) {
      core.options.listener.onTrouble(trouble, 0); // the next session tries again
    }
  }

  private void pauseAfter(Exception trouble, long waitMs) {
    if (ended.isCancelled()) return;
    core.options.listener.onTrouble(trouble, waitMs);
    try {
      ended.pause(waitMs);
    } catch (InterruptedException over) {
      // the loop sees what it was
    }
  }
}
