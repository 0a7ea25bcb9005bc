package org.thenar.terminal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Carries out what the organization asks of the terminal, each command once, whatever happens in between. */
final class CommandRunner {
  private static final String STARTED = "started";
  private static final String DONE = "done";
  private static final String FAILED = "failed";
  private static final int MAX_LINKS = 100;
  private static final int MAX_LOG_CHARACTERS = 60_000;

  private final Core core;
  private boolean reportsAreMissing;

  CommandRunner(Core core) {
    this.core = core;
  }

  /** What a process did not finish before it ended is reported as failed, never done again. */
  void recover() throws IOException {
    core.state.change(kept -> {
      for (TerminalState.CommandRecord command : kept.commands) if (command.status.equals(STARTED)) command.status = FAILED;
    });
  }

  /** @return whether the configuration is to be asked for as a whole */
  boolean take(List<JsonObject> commands) throws IOException {
    boolean refresh = false;
    for (JsonObject json : commands) {
      Command command = new Command(json.text("command_id"), json.text("type"));
      if (command.id() == null || command.type() == null) continue;
      if (core.state.read(kept -> kept.command(command.id())) != null) continue;
      core.state.change(kept -> kept.add(new TerminalState.CommandRecord(command.id(), STARTED, false)));
      refresh |= command.type().equals("refresh_config");
      carryOut(command);
    }
    return refresh;
  }

  private void carryOut(Command command) throws IOException {
    JsonObject extra = JsonObject.create();
    String status = DONE;
    try {
      if (command.type().equals("identify_self")) core.options.commands.identifySelf();
      else if (command.type().equals("send_logs")) extra.with("logs", newest(core.options.commands.logs()));
      else if (!command.type().equals("restart") && !command.type().equals("refresh_config")) status = FAILED;
    } catch (Exception trouble) {
      core.options.listener.onTrouble(trouble, 0);
      status = FAILED;
    }
    String ended = status;
    core.state.change(kept -> kept.command(command.id()).status = ended);
    report(command.id(), ended, extra);
    if (command.type().equals("restart")) restart();
  }

  /** Known as done before it happens: a terminal that restarts cannot say so. */
  private void restart() {
    try {
      core.options.commands.restart();
    } catch (Exception trouble) {
      core.options.listener.onTrouble(trouble, 0);
    }
  }

  /** What the gateway has not heard of yet. Called after each poll that went well. */
  void reportRest() throws IOException {
    TerminalState.CommandRecord waiting = core.state.read(kept -> {
      for (TerminalState.CommandRecord command : kept.commands) if (!command.reported) return command;
      return null;
    });
    if (waiting != null) report(waiting.id, waiting.status, JsonObject.create());
    List<String> dropped = core.state.read(kept -> firstOf(kept.dropped));
    if (dropped.isEmpty() || !send(JsonObject.create().with("dropped", dropped))) return;
    core.state.change(kept -> kept.dropped.removeAll(dropped));
  }

  void reportHealth() throws IOException {
    JsonObject health = core.options.health.health();
    if (health != null) send(JsonObject.create().with("health", health));
  }

  private void report(String id, String status, JsonObject extra) throws IOException {
    if (send(extra.with("command_id", id).with("command_status", status))) core.state.change(kept -> kept.command(id).reported = true);
  }

  private boolean send(JsonObject report) throws IOException {
    if (reportsAreMissing) return false;
    try {
      core.api.report(report, core.stop);
      return true;
    } catch (RefusedException refusal) {
      reportsAreMissing = refusal.status() == 404 || refusal.status() == 405; // a gateway from before reports
      if (!reportsAreMissing) core.options.listener.onTrouble(refusal, 0);
      // refused for what it says: it would be refused for ever
      return refusal.status() == 400 || refusal.status() == 409 || refusal.status() == 410;
    } catch (UnreachableException trouble) {
      return false; // the next poll that goes well tries again
    }
  }

  private static List<String> firstOf(List<String> links) {
    return new ArrayList<>(links.subList(0, Math.min(MAX_LINKS, links.size())));
  }

  private static String newest(String logs) {
    return logs == null ? "" : logs.substring(Math.max(0, logs.length() - MAX_LOG_CHARACTERS));
  }
}
