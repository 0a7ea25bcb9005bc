package org.thenar.terminal;

import java.io.File;
import java.io.IOException;

/** The terminal's state, sealed, replaced whole: after a crash it is as before or as after a change, never between. */
final class StateFile {
  private static final String FILE = "terminal.state";

  /** Something done to the state. */
  interface Change {
    void apply(TerminalState state);
  }

  /** Something read from the state. */
  interface Question<T> {
    T of(TerminalState state);
  }

  private final File file;
  private final Vault vault;
  private TerminalState state;

  private StateFile(File file, Vault vault, TerminalState state) {
    this.file = file;
    this.vault = vault;
    this.state = state;
  }

  static StateFile open(File folder, Vault vault) throws IOException {
    File file = new File(folder, FILE);
    if (!file.exists()) return new StateFile(file, vault, new TerminalState());
    String text = Bytes.fromUtf8(vault.read(file));
    return new StateFile(file, vault, TerminalState.from(JsonObject.parse(text)));
  }

  synchronized <T> T read(Question<T> question) {
    return question.of(state);
  }

  /** On the disk when this returns; when it throws, nothing has changed. */
  synchronized void change(Change change) throws IOException {
    TerminalState next = TerminalState.from(JsonObject.parse(state.toJson().toString()));
    change.apply(next);
    vault.write(file, Bytes.utf8(next.toJson().toString()));
    state = next;
  }

  /** For what a record in the outbox says as well: it is written with the next change. */
  synchronized void note(Change change) {
    change.apply(state);
  }
}
