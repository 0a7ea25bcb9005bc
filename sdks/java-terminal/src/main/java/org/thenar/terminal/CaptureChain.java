package org.thenar.terminal;

import java.io.IOException;

/**
 * Signed captures, each naming the one before: nobody can add, alter or leave out one afterwards. The caller keeps what comes
 * out before anything is sent, and moves the chain on only then.
 */
final class CaptureChain {
  /** What a capture answers: the gateway's challenge in a session, its own name in a scan. */
  static final String CHALLENGE = "challenge";
  static final String SCAN_REF = "scan_ref";

  private CaptureChain() {}

  static String sign(TerminalKey key, TerminalState after, byte[] image, String what, String value) throws IOException {
    JsonObject header = JsonObject.create().with("alg", "ES256").with("typ", "thenar-capture+jwt").with("kid", key.thumbprint());
    JsonObject payload = JsonObject.create().with("sha256", Bytes.base64Url(Bytes.sha256(image))).with(what, value);
    payload.with("seq", after.chainSeq + 1).withNull("prev", after.chainHead);
    return key.sign(header, payload);
  }

  static String linkOf(String jws) {
    return Bytes.digest(jws);
  }
}
