package org.thenar.terminal;

import java.io.File;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

final class ConnectionTest {
  private final File folder = TestFolder.create();

  private GatewayApi api(FakeGateway gateway) throws Exception {
    return new Core(TestFolder.options(gateway.url(), folder)).api;
  }

  private static JsonObject poll(GatewayApi api) throws Exception {
    return api.poll(JsonObject.create().with("wait_s", 0), new Cancellation());
  }

  void itAsksForANonceFirstSoThatNoRequestFails() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/poll", request -> FakeGateway.json("{}"));
      poll(api(gateway));
      Checks.equal(gateway.requests.get(0).path, "/v1/terminal/nonce");
      Checks.equal(gateway.requests.get(1).path, "/v1/terminal/token");
      Checks.equal(gateway.requests.get(1).claims.text("nonce"), "nonce");
      Checks.equal(gateway.requests.size(), 3);
    }
  }

  void itProvesEveryRequestAnew() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/poll", request -> FakeGateway.json("{}"));
      GatewayApi api = api(gateway);
      for (int i = 0; i < 10; i++) poll(api);
      Set<String> used = new HashSet<>();
      for (FakeGateway.Request request : gateway.of("/poll")) {
        Checks.isTrue(used.add(request.claims.text("jti")), "a proof was used twice");
        Checks.equal(request.claims.text("htu"), gateway.url() + "/v1/terminal/poll");
        Checks.equal(request.claims.text("htm"), "POST");
        Checks.equal(request.claims.text("ath"), Bytes.digest("token"));
        Checks.equal(request.authorization, "DPoP token");
      }
      Checks.equal(gateway.of("/token").get(0).authorization, null);
    }
  }

  void itLearnsTheNonceFromA401ThatLostItsBody() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/nonce", request -> FakeGateway.refusal(404, "not_found", ""));
      gateway.on("/token", request -> request.claims.has("nonce")
          ? FakeGateway.json("{\"access_token\":\"token\",\"expires_in\":3600,\"device_id\":\"d\",\"project_id\":\"p\"}")
          : new FakeGateway.Answer(401, "").header("DPoP-Nonce", "nonce"));
      gateway.on("/poll", request -> FakeGateway.json("{}"));
      poll(api(gateway));
      Checks.equal(gateway.of("/token").size(), 1); // the refusal of the missing nonce request brought one already
    }
  }

  void itTakesTheCodeOfA401FromItsHeader() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/token", request -> new FakeGateway.Answer(401, "").header("Thenar-Error", "invalid_token"));
      RefusedException refusal = Checks.fails(RefusedException.class, () -> poll(api(gateway)));
      Checks.equal(refusal.code(), "invalid_token");
    }
  }

  void itGoesOnWhenEveryAnswerBringsAnotherNonce() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      AtomicInteger n = new AtomicInteger();
      gateway.on("/poll", request -> {
        boolean stale = n.incrementAndGet() % 2 == 1;
        if (stale) return FakeGateway.refusal(401, "use_dpop_nonce", "").header("DPoP-Nonce", "nonce " + n);
        Checks.equal(request.claims.text("nonce"), "nonce " + (n.get() - 1));
        return FakeGateway.json("{}").header("DPoP-Nonce", "nonce " + n);
      });
      GatewayApi api = api(gateway);
      for (int i = 0; i < 5; i++) poll(api);
      Checks.equal(n.get(), 10);
    }
  }

  void itEndsAfterAFewNoncesThatAreNeverGoodEnough() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      AtomicInteger n = new AtomicInteger();
      gateway.on("/poll", request -> FakeGateway.refusal(401, "use_dpop_nonce", "").header("DPoP-Nonce", "n" + n.incrementAndGet()));
      Checks.fails(RefusedException.class, () -> poll(api(gateway)));
      Checks.isTrue(n.get() <= 6, n + " requests");
    }
  }

  void itFetchesAnotherTokenOnceWhenOneDiedEarly() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      AtomicInteger tokens = new AtomicInteger();
      gateway.on("/token", request -> FakeGateway.json("{\"access_token\":\"token" + tokens.incrementAndGet() + "\",\"expires_in\":3600}"));
      gateway.on("/poll", request -> "DPoP token2".equals(request.authorization)
          ? FakeGateway.json("{}") : FakeGateway.refusal(401, "invalid_token", ""));
      poll(api(gateway));
      Checks.equal(tokens.get(), 2);
    }
  }

  void itRenewsATokenBeforeItEnds() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      FakeClock clock = new FakeClock();
      TerminalOptions options = TestFolder.options(gateway.url(), folder);
      options.clock = clock;
      gateway.on("/poll", request -> FakeGateway.json("{}"));
      GatewayApi api = new Core(options).api;
      poll(api);
      clock.elapsedMs += 3_500_000;
      poll(api);
      Checks.equal(gateway.of("/token").size(), 1);
      clock.elapsedMs += 60_000;
      poll(api);
      Checks.equal(gateway.of("/token").size(), 2);
    }
  }

  void itTakesNothingForAnAnswerThatNoGatewayGives() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      GatewayApi api = api(gateway);
      for (FakeGateway.Answer answer : new FakeGateway.Answer[] {
        new FakeGateway.Answer(200, "<html>Sign in to the network</html>"), new FakeGateway.Answer(200, ""),
        new FakeGateway.Answer(302, "").header("Location", "http://127.0.0.1:9/"), new FakeGateway.Answer(403, "<html>"),
        new FakeGateway.Answer(410, "gone"), new FakeGateway.Answer(404, ""), null,
      }) {
        gateway.on("/poll", request -> answer);
        Checks.fails(UnreachableException.class, () -> poll(api));
      }
    }
  }

  void itSaysHowLongTheGatewayWantsToBeLeftAlone() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      GatewayApi api = api(gateway);
      gateway.on("/poll", request -> FakeGateway.refusal(503, "unavailable", "").header("Retry-After", "7"));
      Checks.equal(Checks.fails(RefusedException.class, () -> poll(api)).retryAfterMs(), 7_000L);
      gateway.on("/poll", request -> FakeGateway.refusal(429, "rate_limited", "\"details\":{\"retry_after_s\":3}"));
      Checks.equal(Checks.fails(RefusedException.class, () -> poll(api)).retryAfterMs(), 3_000L);
      gateway.on("/poll", request -> new FakeGateway.Answer(502, "Bad Gateway"));
      Checks.isTrue(Checks.fails(RefusedException.class, () -> poll(api)).mayPass(), "a 502 of a proxy passes");
    }
  }

  void itLeavesOutWhatAnOlderGatewayDoesNotKnow() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/scans", request -> {
        JsonObject scan = request.body.objects("scans").get(0);
        if (scan.has("age_ms")) return FakeGateway.refusal(400, "validation_error", "\"field\":\"scans.0.age_ms\",\"details\":[{\"field\":\"scans.0.age_ms\"}]");
        if (scan.object("capture").has("signature")) return FakeGateway.refusal(400, "validation_error", "\"field\":\"scans.0.capture.signature\"");
        return FakeGateway.json("{\"results\":[]}");
      });
      GatewayApi api = api(gateway);
      for (int i = 0; i < 3; i++) {
        JsonObject capture = JsonObject.create().with("signature", "s").with("image", "i");
        JsonObject scan = JsonObject.create().with("scan_ref", "r").with("age_ms", 5).with("capture", capture);
        api.sendScans(java.util.Collections.singletonList(scan), new Cancellation());
      }
      Checks.equal(gateway.of("/scans").size(), 5); // two refusals, then never again
      Checks.isTrue(api.newerFields().isRefused(NewerFields.SIGNATURE), "it would go on signing");
    }
  }

  void itEndsARequestThatAnotherThreadCancels() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/poll", request -> {
        Thread.sleep(60_000);
        return FakeGateway.json("{}");
      });
      GatewayApi api = api(gateway);
      Cancellation until = new Cancellation();
      new Thread(() -> {
        while (gateway.of("/poll").isEmpty()) Thread.yield();
        until.cancel();
      }).start();
      Checks.fails(UnreachableException.class, () -> api.poll(JsonObject.create().with("wait_s", 30), until));
    }
  }

  void itWaitsForNoAnswerThatComesAByteAtATime() throws Exception {
    try (java.net.ServerSocket slow = new java.net.ServerSocket(0)) {
      Thread server = new Thread(() -> {
        try (java.net.Socket socket = slow.accept()) {
          while (true) {
            socket.getOutputStream().write('H');
            Thread.sleep(50);
          }
        } catch (Exception closed) {
          // the client has given up
        }
      });
      server.start();
      UrlConnectionTransport transport = new UrlConnectionTransport(new PinnedKeys(new FakeClock()));
      HttpCall call = new HttpCall("GET", "http://127.0.0.1:" + slow.getLocalPort() + "/", null, 5_000, 300);
      Checks.fails(java.io.IOException.class, () -> transport.exchange(call, new Cancellation()));
      server.join(10_000);
      Checks.isTrue(!server.isAlive(), "the connection is still open");
    }
  }
}
