package org.thenar.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** Encodings of bytes: base64url without padding, UTF-8, SHA-256. */
final class Bytes {
  private Bytes() {}

  static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] fromBase64Url(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String fromUtf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** base64url(SHA-256(text)), as `ath`, thumbprints and links have it. */
  static String digest(String text) {
    return base64Url(sha256(utf8(text)));
  }

  /** @throws IOException when there is more than `maxBytes` */
  static byte[] readAll(InputStream in, int maxBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    for (int length = in.read(some); length >= 0; length = in.read(some)) {
      out.write(some, 0, length);
      if (out.size() > maxBytes) throw new IOException("more than " + maxBytes + " bytes");
    }
    return out.toByteArray();
  }
}
