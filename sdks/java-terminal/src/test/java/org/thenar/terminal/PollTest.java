package org.thenar.terminal;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

final class PollTest {
  private final File folder = TestFolder.create();
  private final List<String> happened = Collections.synchronizedList(new ArrayList<>());

  private Core core(FakeGateway gateway) throws Exception {
    TerminalOptions options = TestFolder.options(gateway.url(), folder);
    options.commands = new CommandHandler() {
      @Override
      public void identifySelf() {
        happened.add("identify_self");
      }

      @Override
      public String logs() {
        happened.add("logs");
        return "a line of the log";
      }

      @Override
      public void restart() {
        happened.add("restart");
      }
    };
    options.listener = new TerminalListener() {
      @Override
      public void onState(State state) {
        happened.add(state.name());
      }

      @Override
      public void onConfig(JsonObject config) {
        happened.add("config " + config);
      }
    };
    return new Core(options);
  }

  /** Answers with these, then stops the loop. */
  private Core run(FakeGateway gateway, String... answers) throws Exception {
    Core core = core(gateway);
    AtomicInteger n = new AtomicInteger();
    gateway.on("/poll", request -> {
      int i = n.getAndIncrement();
      if (i >= answers.length) core.stop.cancel();
      return FakeGateway.json(i < answers.length ? answers[i] : "{}");
    });
    new PollLoop(core, request -> null).run();
    return core;
  }

  void itCarriesOutEachCommandOnceAndReportsIt() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      String commands = "{\"commands\":[{\"command_id\":\"1\",\"type\":\"identify_self\"},{\"command_id\":\"2\",\"type\":\"send_logs\"}]}";
      run(gateway, commands, commands, commands);
      Checks.equal(happened.toString(), "[ONLINE, identify_self, logs]");
      List<FakeGateway.Request> reports = gateway.of("/reports");
      Checks.equal(reports.size(), 2);
      Checks.equal(reports.get(1).body.text("logs"), "a line of the log");
      Checks.equal(reports.get(1).body.text("command_status"), "done");
    }
  }

  void itSaysThatARestartIsDoneBeforeItRestarts() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/reports", request -> {
        happened.add("reported " + request.body.text("command_status"));
        return FakeGateway.json("{}");
      });
      run(gateway, "{\"commands\":[{\"command_id\":\"1\",\"type\":\"restart\"}]}");
      Checks.equal(happened.toString(), "[ONLINE, reported done, restart]");
    }
  }

  void itNeverCarriesOutTwiceWhatAProcessBegan() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      core(gateway).state.change(state -> state.add(new TerminalState.CommandRecord("1", "started", false)));
      run(gateway, "{\"commands\":[{\"command_id\":\"1\",\"type\":\"identify_self\"}]}");
      Checks.equal(happened.toString(), "[ONLINE]");
      Checks.equal(gateway.of("/reports").get(0).body.text("command_status"), "failed");
    }
  }

  void itReportsACommandAgainWhenItsReportWasLost() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      AtomicInteger n = new AtomicInteger();
      gateway.on("/reports", request -> n.incrementAndGet() == 1 ? null : FakeGateway.json("{}"));
      Core core = run(gateway, "{\"commands\":[{\"command_id\":\"1\",\"type\":\"identify_self\"}]}", "{}", "{}");
      Checks.equal(gateway.of("/reports").size(), 2);
      Checks.equal(core.state.read(state -> state.command("1").reported), true);
    }
  }

  void itSaysThatItFailedWhatItDoesNotKnow() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      run(gateway, "{\"commands\":[{\"command_id\":\"1\",\"type\":\"make_coffee\"}]}");
      Checks.equal(gateway.of("/reports").get(0).body.text("command_status"), "failed");
    }
  }

  void itAsksForTheWholeConfigurationWhenItIsToRefreshIt() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      run(gateway, "{\"config\":{\"config_version\":4,\"config\":{\"language\":\"de\"}}}",
          "{\"commands\":[{\"command_id\":\"1\",\"type\":\"refresh_config\"}]}", "{\"config\":{\"config_version\":4,\"config\":{}}}");
      List<FakeGateway.Request> polls = gateway.of("/poll");
      Checks.equal(polls.get(1).body.whole("config_version", -1), 4L);
      Checks.equal(polls.get(2).body.has("config_version"), false);
      Checks.equal(polls.get(3).body.whole("config_version", -1), 4L);
      Checks.equal(happened.get(1), "config {\"language\":\"de\"}");
    }
  }

  void itReportsDroppedCapturesAndForgetsThemThen() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      core(gateway).state.change(state -> {
        for (int i = 0; i < 150; i++) state.drop(Collections.singletonList("link " + i));
      });
      Core core = run(gateway, "{}", "{}");
      Checks.equal(gateway.of("/reports").get(0).body.texts("dropped").size(), 100);
      Checks.equal(gateway.of("/reports").get(1).body.texts("dropped").size(), 50);
      Checks.equal(core.state.read(state -> state.dropped.size()), 0);
    }
  }

  void itKeepsDroppedCapturesForAGatewayThatTakesReports() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/reports", request -> FakeGateway.refusal(404, "not_found", ""));
      core(gateway).state.change(state -> state.drop(Collections.singletonList("link")));
      Core core = run(gateway, "{}", "{}", "{}");
      Checks.equal(gateway.of("/reports").size(), 1);
      Checks.equal(core.state.read(state -> state.dropped.size()), 1);
    }
  }

  void itSaysWhenTheKeyBelongsToNoDevice() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/token", request -> FakeGateway.refusal(401, "invalid_token", ""));
      Checks.equal(new PollLoop(core(gateway), request -> null).run(), false);
      Checks.equal(happened.toString(), "[UNPAIRED]");
    }
  }

  void itDoesNotBeginASessionAgainThatHasEnded() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      String session = "{\"session\":{\"session_id\":\"s\",\"status\":\"active\",\"version\":2,\"hand\":\"left\"}}";
      String cancelled = "{\"session\":{\"session_id\":\"s\",\"status\":\"cancelled\",\"version\":3,\"hand\":\"left\"}}";
      gateway.on("/ack", request -> FakeGateway.refusal(409, "session_not_active", ""));
      run(gateway, session, cancelled, session, session);
      Checks.isTrue(gateway.of("/ack").size() <= 1, "it was begun again");
    }
  }

  void itDestroysEveryPictureWhenItBecomesADeviceOfAnotherProject() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      TerminalOptions options = TestFolder.options(gateway.url(), folder);
      Core before = new Core(options);
      before.state.change(state -> state.projectId = "another project");
      Terminal terminal = Terminal.open(options);
      terminal.queueScan(Capture.of(new byte[] {1}, Capture.Kind.ROI, Capture.Hand.LEFT));
      gateway.on("/poll", request -> {
        new Thread(terminal::close).start();
        return FakeGateway.json("{}");
      });
      terminal.run(request -> null);
      Checks.equal(gateway.of("/scans").size(), 0);
      Checks.equal(terminal.queuedScans(), 0);
      Checks.equal(new Core(options).state.read(state -> state.projectId), "p");
    }
  }
}
