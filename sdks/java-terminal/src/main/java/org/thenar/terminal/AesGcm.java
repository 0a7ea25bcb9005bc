package org.thenar.terminal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM; the sealed form is the 12 bytes of the nonce, then the ciphertext with its tag. */
final class AesGcm {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private AesGcm() {}

  /** @param label what the bytes are; they open only under the same label */
  static byte[] seal(SecretKey key, byte[] plain, String label) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key); // the provider draws the nonce: Android's insists on that
    cipher.updateAAD(Bytes.utf8(label));
    byte[] ciphertext = cipher.doFinal(plain);
    byte[] nonce = cipher.getIV();
    byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + ciphertext.length);
    System.arraycopy(ciphertext, 0, sealed, NONCE_BYTES, ciphertext.length);
    return sealed;
  }

  /** @throws GeneralSecurityException when the bytes were altered or carry another label */
  static byte[] open(SecretKey key, byte[] sealed, String label) throws GeneralSecurityException {
    if (sealed.length < NONCE_BYTES) throw new GeneralSecurityException("too short to be sealed");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
    cipher.updateAAD(Bytes.utf8(label));
    return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }
}
