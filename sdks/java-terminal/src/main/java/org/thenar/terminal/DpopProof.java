package org.thenar.terminal;

import java.io.IOException;

/** RFC 9449: a JWT that only this terminal can sign, for one request. */
final class DpopProof {
  private final JsonObject claims = JsonObject.create();

  /** @param address as it is called; query and fragment are no part of a proof */
  DpopProof(String method, String address) {
    int end = address.length();
    for (char mark : new char[] {'?', '#'}) if (address.indexOf(mark) >= 0) end = Math.min(end, address.indexOf(mark));
    claims.with("htm", method).with("htu", address.substring(0, end));
  }

  DpopProof identified(String jti, long issuedAtS) {
    claims.with("jti", jti).with("iat", issuedAtS);
    return this;
  }

  /** Both may be null. */
  DpopProof bound(String nonce, String accessToken) {
    claims.with("nonce", nonce).with("ath", accessToken == null ? null : Bytes.digest(accessToken));
    return this;
  }

  String signedBy(TerminalKey key) throws IOException {
    JsonObject header = JsonObject.create().with("typ", "dpop+jwt").with("alg", "ES256").with("jwk", key.publicJwk());
    return key.sign(header, claims);
  }
}
