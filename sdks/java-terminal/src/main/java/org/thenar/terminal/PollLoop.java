package org.thenar.terminal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/** The terminal's life: asks for work without end, and starts what comes. */
final class PollLoop {
  static final long DISABLED_MS = 60_000;
  /** An answer as quick as this that brings nothing new must not be asked for in a tight loop. */
  private static final long QUICK_MS = 200;
  private static final long AFTER_QUICK_MS = 1_000;
  private static final int MAX_ENDED = 50;

  private final Core core;
  private final CaptureSource source;
  private final CommandRunner commands;
  private final Backoff backoff;
  /** Sessions that have ended here: an answer that was under way must not begin them again. */
  private final Deque<String> ended = new ArrayDeque<>();
  private SessionDriver driver;
  private Cancellation poll = new Cancellation();
  private boolean wantsConfig;
  private long nextHealthMs;
  private String lastAnswer = "";

  PollLoop(Core core, CaptureSource source) {
    this.core = core;
    this.source = source;
    this.commands = new CommandRunner(core);
    this.backoff = new Backoff(core.options.random);
    core.stop.onCancel(this::pollAgain);
  }

  /** Ends the poll or wait under way: the network has changed. */
  void pollAgain() {
    Cancellation over;
    synchronized (this) {
      over = poll;
      poll = new Cancellation();
    }
    over.cancel();
  }

  /** @return false when the key belongs to no device: pair again; true when stopped */
  boolean run() throws InterruptedException, IOException {
    commands.recover();
    while (!core.stop.isCancelled()) {
      Cancellation until = current();
      try {
        long waitMs = pollOnce(until);
        until.pause(waitMs);
      } catch (RefusedException refusal) {
        if (!settle(refusal, until)) return false;
      } catch (UnreachableException | RuntimeException trouble) {
        if (until.isCancelled()) continue;
        core.presence.enter(TerminalListener.State.OFFLINE);
        pauseAfter(trouble, backoff.nextMs(-1), until);
      }
    }
    if (driver != null) driver.join();
    return true;
  }

  private long pollOnce(Cancellation until) throws RefusedException, UnreachableException, IOException, InterruptedException {
    long startMs = core.options.clock.elapsedMs();
    boolean wasOnline = core.presence.is(TerminalListener.State.ONLINE);
    JsonObject answer = core.api.poll(question(), until);
    backoff.reset();
    core.presence.enter(TerminalListener.State.ONLINE);
    core.learnTime(answer.text("server_time"));
    takeConfig(answer.object("config"));
    takeSession(Session.in(answer));
    wantsConfig |= commands.take(answer.objects("commands"));
    commands.reportRest();
    reportHealth();
    return waitAfter(answer, core.options.clock.elapsedMs() - startMs, wasOnline);
  }

  private JsonObject question() {
    // out of touch: the first answer comes at once, and the screen need not wait for it
    int waitS = core.presence.is(TerminalListener.State.ONLINE) ? core.options.pollWaitS : 0;
    JsonObject question = JsonObject.create().with("wait_s", waitS).with("app_version", core.options.appVersion);
    long configVersion = core.state.read(kept -> kept.configVersion);
    if (configVersion >= 0 && !wantsConfig) question.with("config_version", configVersion);
    endDriver();
    if (driver == null) return question;
    Session known = driver.session();
    return question.with("session_id", known.id()).with("session_version", known.version());
  }

  private void endDriver() {
    if (driver == null || !driver.isOver()) return;
    ended.add(driver.session().id());
    if (ended.size() > MAX_ENDED) ended.remove();
    driver = null;
  }

  private void takeConfig(JsonObject config) throws IOException {
    if (config == null || config.object("config") == null) return;
    wantsConfig = false;
    JsonObject values = config.object("config");
    JsonObject managed = values.object("managed");
    boolean inForce = core.pins.apply(managed == null ? Collections.<String>emptyList() : managed.texts("pins"));
    core.state.change(kept -> {
      kept.configVersion = config.whole("config_version", kept.configVersion);
      kept.config = values;
      if (inForce) kept.pins = core.pins.inForce();
    });
    core.options.listener.onConfig(values);
  }

  private void takeSession(Session session) {
    endDriver();
    if (session == null) return;
    if (driver != null && driver.session().id().equals(session.id())) {
      driver.learn(session);
    } else if (driver == null && !session.isFinal() && !ended.contains(session.id())) {
      driver = new SessionDriver(core, source, session);
      core.options.listener.onSession(session);
      driver.start();
    }
  }

  private void reportHealth() throws IOException {
    if (core.options.clock.elapsedMs() < nextHealthMs) return;
    nextHealthMs = core.options.clock.elapsedMs() + core.options.healthEveryMs;
    commands.reportHealth();
  }

  private long waitAfter(JsonObject answer, long tookMs, boolean wasOnline) {
    Session session = Session.in(answer);
    String seen = session == null ? "" : session.id() + session.version();
    boolean idle = tookMs < QUICK_MS && seen.equals(lastAnswer) && wasOnline;
    lastAnswer = seen;
    return Math.max(answer.whole("next_poll_in_s", 0) * 1000, idle ? AFTER_QUICK_MS : 0);
  }

  /** @return false when the key belongs to no device */
  private boolean settle(RefusedException refusal, Cancellation until) throws InterruptedException, IOException {
    if (refusal.is("device_decommissioned")) {
      core.presence.enter(TerminalListener.State.DECOMMISSIONED);
      return false;
    }
    if (refusal.status() == 401) {
      core.presence.enter(TerminalListener.State.UNPAIRED);
      return false;
    }
    if (refusal.is("device_disabled")) {
      core.presence.enter(TerminalListener.State.DISABLED);
      core.api.forgetToken();
      pauseAfter(refusal, DISABLED_MS, until);
      return true;
    }
    core.presence.enter(TerminalListener.State.OFFLINE);
    pauseAfter(refusal, backoff.nextMs(refusal.retryAfterMs()), until);
    return true;
  }

  private void pauseAfter(Exception trouble, long waitMs, Cancellation until) throws InterruptedException {
    core.options.listener.onTrouble(trouble, waitMs);
    until.pause(waitMs);
  }

  private synchronized Cancellation current() {
    return poll;
  }
}
