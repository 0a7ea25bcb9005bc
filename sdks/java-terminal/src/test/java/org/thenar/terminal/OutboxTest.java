package org.thenar.terminal;

import java.io.File;
import java.nio.file.Files;
import java.util.List;

final class OutboxTest {
  private static final OutboxRecord.Kind SCAN = OutboxRecord.Kind.SCAN;
  private final File folder = TestFolder.create();

  private Core open() throws Exception {
    return new Core(TestFolder.options("http://127.0.0.1:9", folder));
  }

  private static OutboxRecord add(Core core, String ref) throws Exception {
    byte[] image = Bytes.utf8("picture of " + ref);
    JsonObject record = JsonObject.create().with("scan_ref", ref);
    record.with("capture", Capture.of(image, Capture.Kind.ROI, Capture.Hand.LEFT).toJson());
    return core.outbox.append(SCAN, record, core.signer(image, CaptureChain.SCAN_REF, ref));
  }

  private static JsonObject payload(OutboxRecord record) {
    return JsonObject.parse(Bytes.fromUtf8(Bytes.fromBase64Url(record.signature().split("\\.")[1])));
  }

  void itFindsEverythingAgainInItsOrder() throws Exception {
    Core core = open();
    for (int i = 0; i < 5; i++) add(core, "scan " + i);
    Core again = open();
    List<Long> ordinals = again.outbox.ordinals(SCAN);
    for (int i = 0; i < 5; i++) Checks.equal(again.outbox.read(ordinals.get(i)).scanRef(), "scan " + i);
  }

  void itGoesOnWithTheChainWhereTheNewestFileSaysItStands() throws Exception {
    OutboxRecord last = null;
    for (int i = 0; i < 6; i++) {
      Core core = open(); // the process ended right after the file was written: the state knows nothing of it
      OutboxRecord next = add(core, "scan " + i);
      Checks.equal(payload(next).whole("seq", 0), (long) i + 1);
      Checks.equal(payload(next).text("prev"), last == null ? null : CaptureChain.linkOf(last.signature()));
      last = next;
    }
  }

  void itGoesOnWithTheChainWhenTheOutboxIsEmpty() throws Exception {
    Core core = open();
    OutboxRecord first = add(core, "one");
    core.state.change(state -> state.counter = 1); // as before each request
    core.outbox.remove(first.ordinal);
    OutboxRecord second = add(open(), "two");
    Checks.equal(payload(second).text("prev"), CaptureChain.linkOf(first.signature()));
    Checks.isTrue(second.ordinal > first.ordinal, "an ordinal was used twice");
  }

  void itSetsAsideWhatWasAlteredAndGoesOn() throws Exception {
    Core core = open();
    OutboxRecord first = add(core, "one");
    OutboxRecord second = add(core, "two");
    File file = new File(folder, "outbox").listFiles((in, name) -> name.startsWith("0000000000000001"))[0];
    byte[] bytes = Files.readAllBytes(file.toPath());
    bytes[20] ^= 1;
    Files.write(file.toPath(), bytes);
    Checks.equal(core.outbox.read(first.ordinal), null);
    Checks.equal(core.outbox.ordinals(SCAN).toString(), "[" + second.ordinal + "]");
    Checks.equal(open().outbox.ordinals(SCAN).toString(), "[" + second.ordinal + "]");
  }

  void itLeavesNothingUnfinished() throws Exception {
    open();
    File unfinished = new File(new File(folder, "outbox"), "0000000000000001-scan.record" + DurableFile.UNFINISHED);
    Files.write(unfinished.toPath(), new byte[10]);
    Checks.equal(open().outbox.size(SCAN), 0);
    Checks.isTrue(!unfinished.exists(), "the unfinished file is still there");
  }

  void itReportsADroppedCaptureAsALink() throws Exception {
    Core core = open();
    OutboxRecord record = add(core, "one");
    core.drop(record);
    Checks.equal(open().state.read(state -> state.dropped.toString()), "[" + record.signature() + "]");
    Checks.equal(open().outbox.size(SCAN), 0);
  }

  void itDestroysEveryPicture() throws Exception {
    Core core = open();
    add(core, "one");
    Files.write(new File(new File(folder, "outbox"), "x.record.unreadable").toPath(), new byte[1]);
    core.outbox.clear();
    Checks.equal(new File(folder, "outbox").list().length, 0);
  }

  void itKnowsHowOldACaptureIsOnlyWithinOneRunOfTheMachine() throws Exception {
    FakeClock clock = new FakeClock();
    TerminalOptions options = TestFolder.options("http://127.0.0.1:9", folder);
    options.clock = clock;
    Core core = new Core(options);
    OutboxRecord record = new OutboxRecord(1, SCAN, core.takenNow(JsonObject.create()));
    clock.elapsedMs += 90_000;
    clock.wallMs += 7_200_000; // someone set the clock
    Checks.equal(record.ageMs(clock), 90_000L);
    clock.bootId = "the next run";
    clock.elapsedMs = 100;
    Checks.equal(record.ageMs(clock), -1L);
  }

  void itTellsTheTimeOfACaptureByTheClockAsItIsNow() throws Exception {
    FakeClock clock = new FakeClock();
    TerminalOptions options = TestFolder.options("http://127.0.0.1:9", folder);
    options.clock = clock;
    Core core = new Core(options);
    clock.wallMs = 0; // 1970
    core.learnTime("2026-11-30T12:00:00.000Z");
    OutboxRecord record = new OutboxRecord(1, SCAN, core.takenNow(JsonObject.create()));
    clock.elapsedMs += 60_000;
    clock.wallMs += 60_000;
    Checks.equal(core.capturedAt(record), "1970-01-01T00:00:00Z"); // the gateway measures the clock's error by itself
    clock.bootId = "the next run";
    clock.wallMs = java.time.Instant.parse("2026-11-30T13:00:00Z").toEpochMilli(); // right now
    core.learnTime("2026-11-30T13:00:00.000Z");
    Checks.equal(core.capturedAt(record), "2026-11-30T12:00:00Z");
  }
}
