package org.thenar.terminal;

/** One request of the protocol, before it is proven. */
final class GatewayRequest {
  static final int ANSWER_MS = 20_000;
  /** The gateway ends an upload after 120 s. */
  static final int UPLOAD_MS = 130_000;

  final String path;
  final JsonObject body;
  String accessToken;
  String idempotencyKey;
  int silenceMs = ANSWER_MS;
  int totalMs = UPLOAD_MS;
  Cancellation cancellation = new Cancellation();

  GatewayRequest(String path, JsonObject body) {
    this.path = path;
    this.body = body;
  }

  /** The same request with another body. */
  GatewayRequest carrying(JsonObject other) {
    if (other == body) return this;
    GatewayRequest request = new GatewayRequest(path, other).withToken(accessToken).once(idempotencyKey).until(cancellation);
    request.silenceMs = silenceMs;
    request.totalMs = totalMs;
    return request;
  }

  GatewayRequest withToken(String token) {
    accessToken = token;
    return this;
  }

  /** Makes a request count once that has no number of its own. */
  GatewayRequest once(String key) {
    idempotencyKey = key;
    return this;
  }

  GatewayRequest until(Cancellation ending) {
    cancellation = ending;
    return this;
  }

  GatewayRequest silentFor(int ms) {
    silenceMs = ms;
    totalMs = ms;
    return this;
  }
}
