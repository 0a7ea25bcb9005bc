package org.thenar.terminal;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

final class SessionTest {
  private static final String ID = "0b2e8f6e-0000-7000-8000-000000000001";
  private final File folder = TestFolder.create();
  private final List<Session> shown = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger pictures = new AtomicInteger();

  private Core core(FakeGateway gateway) throws Exception {
    TerminalOptions options = TestFolder.options(gateway.url(), folder);
    options.listener = new TerminalListener() {
      @Override
      public void onSession(Session session) {
        shown.add(session);
      }
    };
    return new Core(options);
  }

  private static String session(String status, int version) {
    return "\"session\":{\"session_id\":\"" + ID + "\",\"status\":\"" + status + "\",\"version\":" + version + ",\"hand\":\"left\"}";
  }

  private static Session sessionOf(String status, int version) {
    return Session.in(JsonObject.parse("{" + session(status, version) + "}"));
  }

  private Capture nextPicture(CaptureRequest request) {
    return Capture.of(Bytes.utf8("picture " + pictures.incrementAndGet()), Capture.Kind.ROI, Capture.Hand.LEFT);
  }

  private void drive(Core core) throws Exception {
    SessionDriver driver = new SessionDriver(core, this::nextPicture, sessionOf("pending", 1));
    driver.start();
    driver.join();
  }

  private static FakeGateway.Answer ack(FakeGateway.Request request) {
    return FakeGateway.json("{" + session("active", 2) + ",\"challenge\":\"c0\"}");
  }

  private static FakeGateway.Answer accepted(int n) {
    String status = n >= 3 ? "completed" : "active";
    String challenge = n >= 3 ? "null" : "\"c" + n + "\"";
    return FakeGateway.json("{\"accepted\":true," + session(status, 2 + n) + ",\"challenge\":" + challenge + "}");
  }

  void itSendsCapturesUntilTheGatewayHasEnough() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/ack", SessionTest::ack);
      AtomicInteger n = new AtomicInteger();
      gateway.on("/captures", request -> accepted(n.incrementAndGet()));
      drive(core(gateway));
      List<FakeGateway.Request> captures = gateway.of("/captures");
      for (int i = 0; i < 3; i++) {
        Checks.equal(captures.get(i).body.whole("seq", 0), (long) i + 1);
        Checks.equal(captures.get(i).body.text("challenge"), "c" + i);
      }
      Checks.equal(captures.size(), 3);
      Checks.equal(shown.get(shown.size() - 1).isCompleted(), true);
    }
  }

  void itSendsTheSameBytesUnderTheSameNumberAfterARestart() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/ack", SessionTest::ack);
      gateway.on("/captures", request -> null); // the network breaks
      Core before = core(gateway);
      SessionDriver driver = new SessionDriver(before, this::nextPicture, sessionOf("active", 2));
      driver.start();
      while (gateway.of("/captures").isEmpty()) Thread.sleep(5);
      JsonObject first = gateway.of("/captures").get(0).body;
      // from here on the first process is as good as dead: its thread is left alone in its backoff
      AtomicInteger n = new AtomicInteger();
      List<JsonObject> again = Collections.synchronizedList(new ArrayList<>());
      gateway.on("/captures", request -> {
        again.add(request.body);
        return accepted(n.incrementAndGet());
      });
      Core after = core(gateway);
      SessionDriver second = new SessionDriver(after, this::nextPicture, sessionOf("active", 2));
      second.start();
      second.join();
      Checks.equal(again.get(0).toString(), first.toString());
      Checks.equal(again.get(1).whole("seq", 0), 2L);
      before.stop.cancel();
    }
  }

  void itSignsACaptureAgainUnderANewChallengeAndReportsTheOldLink() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/ack", SessionTest::ack);
      AtomicInteger n = new AtomicInteger();
      gateway.on("/captures", request -> {
        if (request.body.text("challenge").equals("c0")) return FakeGateway.refusal(409, "challenge_expired", "\"details\":{\"challenge\":\"fresh\"}");
        return accepted(n.incrementAndGet());
      });
      Core core = core(gateway);
      drive(core);
      List<FakeGateway.Request> captures = gateway.of("/captures");
      Checks.equal(captures.get(1).body.text("challenge"), "fresh");
      Checks.equal(captures.get(1).body.whole("seq", 0), 1L);
      JsonObject capture = captures.get(0).body.object("capture");
      Checks.equal(captures.get(1).body.object("capture").text("image"), capture.text("image"));
      Checks.equal(core.state.read(state -> state.dropped.toString()), "[" + capture.text("signature") + "]");
      String payload = Bytes.fromUtf8(Bytes.fromBase64Url(captures.get(1).body.object("capture").text("signature").split("\\.")[1]));
      Checks.equal(JsonObject.parse(payload).text("challenge"), "fresh");
      Checks.equal(JsonObject.parse(payload).text("prev"), CaptureChain.linkOf(capture.text("signature")));
    }
  }

  void itGoesOnFromTheGatewaysNumberWhenItLostItsOwn() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/ack", SessionTest::ack);
      AtomicInteger n = new AtomicInteger();
      gateway.on("/captures", request -> request.body.whole("seq", 0) < 8
          ? FakeGateway.refusal(409, "seq_conflict", "\"details\":{\"next_seq\":8}") : accepted(n.incrementAndGet()));
      drive(core(gateway));
      Checks.equal(gateway.of("/captures").size(), 4);
      Checks.equal(pictures.get(), 3);
    }
  }

  void itIsNotDrivenInATightLoopByAGatewayThatNeverHasEnoughChallenges() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/ack", SessionTest::ack);
      gateway.on("/captures", request -> FakeGateway.refusal(409, "challenge_expired", "\"details\":{\"challenge\":\"x\"}"));
      Core core = core(gateway);
      SessionDriver driver = new SessionDriver(core, this::nextPicture, sessionOf("pending", 1));
      driver.start();
      Thread.sleep(1_500);
      driver.learn(sessionOf("cancelled", 9));
      driver.join();
      Checks.isTrue(gateway.of("/captures").size() < 10, gateway.of("/captures").size() + " requests");
      Checks.equal(core.outbox.size(OutboxRecord.Kind.SESSION_CAPTURE), 0);
    }
  }

  void itEndsAWaitForAHandWhenTheSessionIsCancelled() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/ack", SessionTest::ack);
      CountDownLatch waiting = new CountDownLatch(1);
      SessionDriver driver = new SessionDriver(core(gateway), request -> {
        waiting.countDown();
        Thread.sleep(60_000);
        return nextPicture(request);
      }, sessionOf("pending", 1));
      driver.start();
      waiting.await();
      driver.learn(sessionOf("cancelled", 3));
      driver.join();
      Checks.equal(shown.get(shown.size() - 1).status(), "cancelled");
      Checks.equal(gateway.of("/captures").size(), 0);
    }
  }

  void itShowsNoOlderStateAfterANewerOne() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/ack", SessionTest::ack);
      AtomicInteger n = new AtomicInteger();
      gateway.on("/captures", request -> accepted(n.incrementAndGet()));
      SessionDriver driver = new SessionDriver(core(gateway), this::nextPicture, sessionOf("pending", 1));
      driver.start();
      driver.join();
      driver.learn(sessionOf("active", 2));
      driver.learn(sessionOf("cancelled", 9));
      Checks.equal(driver.session().status(), "completed");
      long before = 0;
      for (Session session : shown) {
        Checks.isTrue(session.version() > before, "version " + session.version() + " after " + before);
        before = session.version();
      }
    }
  }

  void itFailsTheSessionWithItsReasonWhenItCannotTakePictures() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/ack", SessionTest::ack);
      gateway.on("/fail", request -> FakeGateway.json("{" + session("failed", 3) + "}"));
      gateway.on("/poll", request -> FakeGateway.json("{" + session("failed", 3) + "}"));
      SessionDriver driver = new SessionDriver(core(gateway), request -> {
        throw new CaptureFailedException("no_camera", "the camera is gone");
      }, sessionOf("pending", 1));
      driver.start();
      driver.join();
      Checks.equal(gateway.of("/fail").get(0).body.toString(), "{\"code\":\"no_camera\",\"message\":\"the camera is gone\"}");
      Checks.equal(shown.get(shown.size() - 1).status(), "failed");
    }
  }

  void itShowsHowASessionEndedThatTakesNoMoreCaptures() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/ack", SessionTest::ack);
      gateway.on("/captures", request -> FakeGateway.refusal(409, "session_not_active", ""));
      gateway.on("/poll", request -> FakeGateway.json("{" + session("cancelled", 5) + "}"));
      Core core = core(gateway);
      drive(core);
      Checks.equal(shown.get(shown.size() - 1).status(), "cancelled");
      Checks.equal(core.outbox.size(OutboxRecord.Kind.SESSION_CAPTURE), 0);
      Checks.equal(core.state.read(state -> state.dropped.size()), 1);
    }
  }
}
