package org.thenar.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;

/** Folders and terminals for tests. */
final class TestFolder {
  static final char[] PASSWORD = "a password for tests".toCharArray();

  private TestFolder() {}

  static File create() {
    try {
      File folder = Files.createTempDirectory("thenar-java-test").toFile();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException trouble) {
      throw new IllegalStateException(trouble);
    }
  }

  private static void delete(File file) {
    File[] inside = file.listFiles();
    if (inside != null) for (File one : inside) delete(one);
    file.delete();
  }

  static FileKeyStore keyStore(File folder) throws Exception {
    FileKeyStore store = FileKeyStore.open(folder, PASSWORD);
    if (store.publicKey() == null) store.createKey(new byte[0]);
    return store;
  }

  static TerminalOptions options(String gateway, File folder) throws Exception {
    TerminalOptions options = new TerminalOptions(gateway, folder, keyStore(folder));
    options.minCaptureGapMs = 0;
    options.random = new java.util.Random(7);
    return options;
  }
}
