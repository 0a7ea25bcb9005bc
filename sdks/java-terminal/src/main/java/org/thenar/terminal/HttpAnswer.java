package org.thenar.terminal;

/** What came back, as far as the protocol looks at it. */
final class HttpAnswer {
  final int status;
  /** `DPoP-Nonce`; null when it was not there. */
  final String nonce;
  /** `Thenar-Error`: the refusal's code, for clients that lose the body of a 401. */
  final String errorCode;
  /** -1 when the answer does not say. */
  final long retryAfterMs;
  /** Empty when it was lost. */
  final String body;

  HttpAnswer(int status, String nonce, String errorCode, long retryAfterMs, String body) {
    this.status = status;
    this.nonce = nonce;
    this.errorCode = errorCode;
    this.retryAfterMs = retryAfterMs;
    this.body = body;
  }
}
