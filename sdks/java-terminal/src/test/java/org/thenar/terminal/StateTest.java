package org.thenar.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;

final class StateTest {
  private final File folder = TestFolder.create();

  private StateFile open() throws Exception {
    return StateFile.open(folder, Vault.open(folder, TestFolder.keyStore(folder)));
  }

  void itKeepsEveryFieldOverARestart() throws Exception {
    open().change(state -> {
      state.deviceId = "d";
      state.projectId = "p";
      state.keyMadeWallMs = 5;
      state.ordinal = 6;
      state.counter = 7;
      state.counters.put(6L, 7L);
      state.chainSeq = 8;
      state.chainHead = "h";
      state.dropped.add("link");
      state.sessionId = "s";
      state.nextSeq = 9;
      state.configVersion = 10;
      state.config = JsonObject.create().with("language", "de");
      state.pins = Collections.singletonList("pin");
      state.commands.add(new TerminalState.CommandRecord("c", "done", true));
      state.clockOffsetMs = -11;
      state.clockBootId = "b";
    });
    String written = open().read(state -> state.toJson().toString());
    Checks.equal(written, "{\"device_id\":\"d\",\"project_id\":\"p\",\"key_made_wall_ms\":5,\"ordinal\":6,\"counter\":7,"
        + "\"counters\":[{\"ordinal\":6,\"counter\":7}],\"chain_seq\":8,\"chain_head\":\"h\",\"dropped\":[\"link\"],"
        + "\"session_id\":\"s\",\"next_seq\":9,\"config_version\":10,\"config\":{\"language\":\"de\"},\"pins\":[\"pin\"],"
        + "\"commands\":[{\"id\":\"c\",\"status\":\"done\",\"reported\":true}],\"clock_offset_ms\":-11,\"clock_boot_id\":\"b\"}");
  }

  void itIsAsBeforeWhenTheProcessEndsInTheMiddleOfAWrite() throws Exception {
    open().change(state -> state.counter = 1);
    Files.write(new File(folder, "terminal.state" + DurableFile.UNFINISHED).toPath(), new byte[] {1, 2});
    DurableFile.prepareFolder(folder);
    Checks.equal(open().read(state -> state.counter), 1L);
    Checks.isTrue(!new File(folder, "terminal.state" + DurableFile.UNFINISHED).exists(), "the rest of the write is still there");
  }

  void itIsAsBeforeWhenItCannotBeWritten() throws Exception {
    StateFile state = open();
    state.change(kept -> kept.counter = 1);
    File obstacle = new File(folder, "terminal.state" + DurableFile.UNFINISHED);
    Checks.isTrue(obstacle.mkdir(), "no obstacle");
    Checks.fails(IOException.class, () -> state.change(kept -> kept.counter = 2));
    Checks.equal(state.read(kept -> kept.counter), 1L);
  }

  void itSaysThatItWasSealedUnderAnotherKey() throws Exception {
    open().change(state -> state.counter = 1);
    Files.delete(new File(folder, "data.key").toPath());
    Checks.fails(BrokenSealException.class, this::open);
  }

  void itKeepsNoMoreDroppedLinksThanItsLimit() {
    TerminalState state = new TerminalState();
    for (int i = 0; i < 1_500; i++) state.drop(Collections.singletonList("link " + i));
    Checks.equal(state.dropped.size(), 1_000);
    Checks.equal(state.dropped.get(0), "link 500");
  }
}
