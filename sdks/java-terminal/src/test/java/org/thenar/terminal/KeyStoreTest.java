package org.thenar.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;

final class KeyStoreTest {
  private final File folder = TestFolder.create();

  void itKeepsItsKeyOverARestart() throws Exception {
    String before = TerminalKey.in(TestFolder.keyStore(folder)).thumbprint();
    Checks.equal(TerminalKey.in(TestFolder.keyStore(folder)).thumbprint(), before);
  }

  void itOpensWithItsPasswordOnly() throws Exception {
    TestFolder.keyStore(folder);
    Checks.fails(IOException.class, () -> FileKeyStore.open(folder, "another".toCharArray()));
  }

  void itForgetsItsKeyAndStillOpensWhatItSealed() throws Exception {
    FileKeyStore store = TestFolder.keyStore(folder);
    byte[] sealed = store.seal(new byte[] {1, 2, 3});
    store.deleteKey();
    Checks.equal(FileKeyStore.open(folder, TestFolder.PASSWORD).publicKey(), null);
    Checks.equal(FileKeyStore.open(folder, TestFolder.PASSWORD).open(sealed).length, 3);
  }

  void itMakesAnotherKeyInPlaceOfTheFirst() throws Exception {
    FileKeyStore store = TestFolder.keyStore(folder);
    String before = TerminalKey.in(store).thumbprint();
    store.createKey(new byte[0]);
    Checks.isTrue(!TerminalKey.in(store).thumbprint().equals(before), "the key is the same");
  }

  void itOpensNothingThatWasAltered() throws Exception {
    FileKeyStore store = TestFolder.keyStore(folder);
    byte[] sealed = store.seal(new byte[32]);
    for (int i = 0; i < sealed.length; i++) {
      byte[] altered = sealed.clone();
      altered[i] ^= 1;
      Checks.fails(GeneralSecurityException.class, () -> store.open(altered));
    }
    Checks.fails(GeneralSecurityException.class, () -> store.open(new byte[5]));
  }

  void itLeavesNoKeyAndNoPictureInClear() throws Exception {
    TerminalOptions options = TestFolder.options("http://127.0.0.1:9", folder);
    Terminal terminal = Terminal.open(options);
    terminal.queueScan(Capture.of(Bytes.utf8("a picture that nobody may read"), Capture.Kind.ROI, Capture.Hand.LEFT));
    String inBase64 = Bytes.base64(Bytes.utf8("a picture that nobody may read")).substring(0, 20);
    for (File file : new File[] {new File(folder, "outbox"), folder}) {
      for (File one : file.listFiles()) {
        if (!one.isFile()) continue;
        String bytes = new String(Files.readAllBytes(one.toPath()), java.nio.charset.StandardCharsets.ISO_8859_1);
        Checks.isTrue(!bytes.contains("nobody may read") && !bytes.contains(inBase64), one + " holds the picture in clear");
      }
    }
  }

  void itCannotReadAFileUnderAnotherName() throws Exception {
    Vault vault = Vault.open(folder, TestFolder.keyStore(folder));
    vault.write(new File(folder, "one"), new byte[] {1});
    Files.move(new File(folder, "one").toPath(), new File(folder, "other").toPath());
    Checks.fails(BrokenSealException.class, () -> vault.read(new File(folder, "other")));
  }
}
