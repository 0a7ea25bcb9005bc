package org.thenar.terminal;

import java.io.File;
import java.io.IOException;

/** A file was altered, or sealed under a key that is gone. */
public final class BrokenSealException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenSealException(File file, Throwable cause) {
    super("cannot open " + file + ": it was altered, or sealed under another key", cause);
  }
}
