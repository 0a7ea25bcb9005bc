package org.thenar.terminal;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The uploader against a gateway that keeps counters as the contract says. */
final class ScanUploadTest {
  private final File folder = TestFolder.create();
  private final Map<String, Long> taken = Collections.synchronizedMap(new LinkedHashMap<>());
  private final List<ScanResult> results = Collections.synchronizedList(new ArrayList<>());
  private volatile long lastCounter;

  private Core core(FakeGateway gateway) throws Exception {
    TerminalOptions options = TestFolder.options(gateway.url(), folder);
    options.maxQueuedScans = 50;
    options.listener = new TerminalListener() {
      @Override
      public void onScan(ScanResult result) {
        results.add(result);
      }
    };
    return new Core(options);
  }

  private static ScanQueue fill(Core core, int count) throws Exception {
    ScanQueue queue = new ScanQueue(core);
    for (int i = 0; i < count; i++) queue.add("scan " + core.outbox.size(OutboxRecord.Kind.SCAN), picture(i), false);
    return queue;
  }

  private static Capture picture(int i) {
    return Capture.of(Bytes.utf8("picture " + i), Capture.Kind.ROI, Capture.Hand.LEFT);
  }

  private void send(Core core, ScanQueue queue, int expected) throws Exception {
    Thread thread = new Thread(new ScanUploader(core, queue, new ScanWaiters())::run);
    thread.start();
    for (long end = System.nanoTime() + 20_000_000_000L; results.size() < expected && System.nanoTime() < end; ) Thread.sleep(5);
    core.stop.cancel();
    thread.join();
    Checks.equal(results.size(), expected);
  }

  private JsonObject take(JsonObject scan) {
    String ref = scan.text("scan_ref");
    long counter = scan.whole("counter", 0);
    JsonObject result = JsonObject.create().with("scan_ref", ref).with("counter", counter);
    Long before = taken.get(ref);
    if (before != null && before != counter) return result.with("status", "scan_ref_conflict");
    if (before == null && counter <= lastCounter) {
      JsonObject details = JsonObject.create().with("last_counter", lastCounter);
      return result.with("status", "counter_conflict").with("error", JsonObject.create().with("details", details));
    }
    taken.put(ref, counter);
    lastCounter = Math.max(lastCounter, counter);
    return result.with("status", "matched").with("scan_id", "id of " + ref).with("matched", true);
  }

  private FakeGateway.Answer takeAll(JsonObject body) {
    List<JsonObject> answers = new ArrayList<>();
    for (JsonObject scan : body.objects("scans")) answers.add(take(scan));
    return FakeGateway.json(JsonObject.create().withObjects("results", answers).with("last_counter", lastCounter).toString());
  }

  void itSendsEachScanOnceTheOldestFirst() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/scans", request -> takeAll(request.body));
      Core core = core(gateway);
      send(core, fill(core, 30), 30);
      List<String> order = new ArrayList<>(taken.keySet());
      for (int i = 0; i < 30; i++) Checks.equal(order.get(i), "scan " + i);
      Checks.equal(core.outbox.size(OutboxRecord.Kind.SCAN), 0);
    }
  }

  void itSendsTheSameAgainWhenAnAnswerWasLost() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      AtomicInteger requests = new AtomicInteger();
      gateway.on("/scans", request -> {
        FakeGateway.Answer answer = takeAll(request.body);
        return requests.incrementAndGet() == 1 ? null : answer;
      });
      Core core = core(gateway);
      send(core, fill(core, 3), 3);
      JsonObject first = gateway.of("/scans").get(0).body.objects("scans").get(0);
      JsonObject second = gateway.of("/scans").get(1).body.objects("scans").get(0);
      Checks.equal(second.whole("counter", 0), first.whole("counter", -1));
      Checks.equal(second.object("capture").text("signature"), first.object("capture").text("signature"));
      for (ScanResult result : results) Checks.equal(result.status(), "matched");
    }
  }

  void itGoesOnFromTheGatewaysCounterWhenItLostItsOwn() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      lastCounter = 1_000;
      gateway.on("/scans", request -> takeAll(request.body));
      Core core = core(gateway);
      send(core, fill(core, 25), 25);
      Checks.equal(new ArrayList<>(taken.values()).get(0), 1_001L);
      for (ScanResult result : results) Checks.equal(result.status(), "matched");
    }
  }

  void itSendsWhatWasUnderWayUnderTheSameCountersAfterARestart() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      Core before = core(gateway);
      ScanQueue queue = fill(before, 3);
      Map<OutboxRecord, Long> underWay = queue.nextBatch();
      for (Map.Entry<OutboxRecord, Long> entry : underWay.entrySet()) take(queue.bodyOf(entry.getKey(), entry.getValue()));
      gateway.on("/scans", request -> takeAll(request.body)); // the process ended before the answer came
      Core after = core(gateway);
      send(after, new ScanQueue(after), 3);
      Checks.equal(taken.size(), 3);
      for (ScanResult result : results) Checks.equal(result.status(), "matched");
    }
  }

  void itSendsDeferredScansAgain() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      AtomicInteger requests = new AtomicInteger();
      gateway.on("/scans", request -> {
        List<JsonObject> answers = new ArrayList<>();
        int n = 0;
        for (JsonObject scan : request.body.objects("scans")) {
          boolean defer = requests.get() == 0 && n++ % 2 == 0;
          answers.add(defer ? JsonObject.create().with("scan_ref", scan.text("scan_ref")).with("status", "deferred") : take(scan));
        }
        requests.incrementAndGet();
        return FakeGateway.json(JsonObject.create().withObjects("results", answers).toString());
      });
      Core core = core(gateway);
      send(core, fill(core, 6), 6);
      Checks.equal(taken.size(), 6);
    }
  }

  void itRefusesANewScanWhenTheQueueIsFull() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      Core core = core(gateway);
      ScanQueue queue = fill(core, 50);
      Checks.fails(QueueFullException.class, () -> queue.add("one too many", picture(0), false));
      Checks.equal(core.outbox.size(OutboxRecord.Kind.SCAN), 50);
    }
  }

  void itDropsTheOldestWhereThatIsWanted() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      Core core = core(gateway);
      core.options.whenFull = TerminalOptions.WhenFull.DROP_OLDEST;
      ScanQueue queue = fill(core, 50);
      queue.add("one more", picture(0), false);
      Checks.equal(core.outbox.size(OutboxRecord.Kind.SCAN), 50);
      Checks.equal(core.state.read(state -> state.dropped.size()), 1);
    }
  }

  void itEndsOneBadScanAndSendsTheOthersToAGatewayThatRefusesAllForOne() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/scans", request -> {
        for (JsonObject scan : request.body.objects("scans"))
          if (scan.text("scan_ref").equals("scan 2")) return FakeGateway.refusal(400, "validation_error", "\"field\":\"scans.0.capture.image\"");
        return takeAll(request.body);
      });
      Core core = core(gateway);
      send(core, fill(core, 6), 6);
      Checks.equal(taken.size(), 5);
      Checks.equal(core.state.read(state -> state.dropped.size()), 1); // its link is reported
    }
  }

  void itKeepsEverythingWhenTheRefusalIsNotAboutTheScans() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      AtomicInteger requests = new AtomicInteger();
      gateway.on("/scans", request -> {
        int n = requests.incrementAndGet();
        if (n == 1) return FakeGateway.refusal(400, "invalid_api_version", "");
        if (n == 2) return new FakeGateway.Answer(413, "<html>nginx</html>");
        return takeAll(request.body);
      });
      Core core = core(gateway);
      send(core, fill(core, 2), 2);
      for (ScanResult result : results) Checks.equal(result.status(), "matched");
    }
  }

  void itSendsAScanWhosePersonWaitsBeforeThoseThatWereKept() throws Exception {
    try (FakeGateway gateway = new FakeGateway()) {
      gateway.on("/scans", request -> takeAll(request.body));
      Core core = core(gateway);
      ScanQueue queue = fill(core, 10);
      queue.add("somebody waits", picture(99), true);
      send(core, queue, 11);
      Checks.equal(taken.keySet().iterator().next(), "somebody waits");
    }
  }

  void itOpensOnlyForAFreshMatchThatTheRulesAllow() {
    String base = "\"scan_id\":\"s\",\"status\":\"matched\",\"matched\":true";
    Checks.equal(new ScanResult(JsonObject.parse("{" + base + ",\"verdict\":null}"), 100).isWelcome(), true);
    Checks.equal(new ScanResult(JsonObject.parse("{" + base + ",\"verdict\":\"allow\"}"), 100).isWelcome(), true);
    for (String verdict : new String[] {"block", "challenge", "a word of tomorrow"})
      Checks.equal(new ScanResult(JsonObject.parse("{" + base + ",\"verdict\":\"" + verdict + "\"}"), 100).isWelcome(), false);
    Checks.equal(new ScanResult(JsonObject.parse("{" + base + "}"), 300_001).isWelcome(), false);
    Checks.equal(new ScanResult(JsonObject.parse("{" + base + "}"), -1).isWelcome(), false);
    Checks.equal(new ScanResult(JsonObject.parse("{\"matched\":false}"), 0).isWelcome(), false);
  }
}
