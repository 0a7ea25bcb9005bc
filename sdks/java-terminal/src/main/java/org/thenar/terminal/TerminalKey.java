package org.thenar.terminal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;

/** The terminal's key as the protocol uses it: a public JWK, its thumbprint, and ES256 signatures (RFC 7515, 7518, 7638). */
final class TerminalKey {
  private static final int COORDINATE_BYTES = 32;

  private final TerminalKeyStore store;
  private final String x;
  private final String y;

  private TerminalKey(TerminalKeyStore store, ECPublicKey publicKey) {
    this.store = store;
    this.x = Bytes.base64Url(fixed(publicKey.getW().getAffineX()));
    this.y = Bytes.base64Url(fixed(publicKey.getW().getAffineY()));
  }

  /** Null while the store holds no key pair. */
  static TerminalKey in(TerminalKeyStore store) throws GeneralSecurityException, IOException {
    ECPublicKey publicKey = store.publicKey();
    return publicKey == null ? null : new TerminalKey(store, publicKey);
  }

  JsonObject publicJwk() {
    return JsonObject.create().with("kty", "EC").with("crv", "P-256").with("x", x).with("y", y);
  }

  /** RFC 7638: the members in the order of their names. */
  String thumbprint() {
    return Bytes.digest(JsonObject.create().with("crv", "P-256").with("kty", "EC").with("x", x).with("y", y).toString());
  }

  /** A compact JWS. */
  String sign(JsonObject header, JsonObject payload) throws IOException {
    String signed = Bytes.base64Url(Bytes.utf8(header.toString())) + "." + Bytes.base64Url(Bytes.utf8(payload.toString()));
    try {
      return signed + "." + Bytes.base64Url(rawSignature(store.sign(Bytes.utf8(signed))));
    } catch (GeneralSecurityException trouble) {
      throw new IOException("the key store does not sign", trouble);
    }
  }

  /** DER (30 len 02 len r 02 len s) to the 64 bytes r‖s that a JWS carries. */
  static byte[] rawSignature(byte[] der) throws GeneralSecurityException {
    byte[] raw = new byte[2 * COORDINATE_BYTES];
    int at = 2;
    if (der.length < 8 || der[0] != 0x30 || der[1] != der.length - 2) throw new GeneralSecurityException("not a signature");
    for (int half = 0; half < 2; half++) {
      if (at + 2 > der.length || der[at] != 0x02 || at + 2 + der[at + 1] > der.length || der[at + 1] < 1)
        throw new GeneralSecurityException("not a signature");
      byte[] number = new byte[der[at + 1]];
      System.arraycopy(der, at + 2, number, 0, number.length);
      System.arraycopy(fixed(new BigInteger(1, number)), 0, raw, half * COORDINATE_BYTES, COORDINATE_BYTES);
      at += 2 + number.length;
    }
    return raw;
  }

  /** Exactly 32 bytes, without the sign that BigInteger adds. */
  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    int length = Math.min(COORDINATE_BYTES, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
    return fixed;
  }
}
