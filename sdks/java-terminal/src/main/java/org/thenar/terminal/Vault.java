package org.thenar.terminal;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the library's files. Its key lies beside them, sealed by the key store: a hardware store takes a second for a picture
 * and a moment for 32 bytes.
 */
final class Vault {
  private static final String KEY_FILE = "data.key";
  private static final int KEY_BYTES = 32;

  private final SecretKey key;

  private Vault(SecretKey key) {
    this.key = key;
  }

  static Vault open(File folder, TerminalKeyStore keyStore) throws GeneralSecurityException, IOException {
    File file = new File(folder, KEY_FILE);
    byte[] secret;
    if (file.exists()) {
      secret = keyStore.open(DurableFile.read(file));
    } else {
      secret = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(secret);
      DurableFile.write(file, keyStore.seal(secret));
    }
    return new Vault(new SecretKeySpec(secret, "AES"));
  }

  void write(File file, byte[] plain) throws IOException {
    try {
      DurableFile.write(file, AesGcm.seal(key, plain, file.getName()));
    } catch (GeneralSecurityException trouble) {
      throw new IOException("cannot seal " + file, trouble);
    }
  }

  byte[] read(File file) throws IOException {
    try {
      return AesGcm.open(key, DurableFile.read(file), file.getName());
    } catch (GeneralSecurityException trouble) {
      throw new BrokenSealException(file, trouble);
    }
  }
}
