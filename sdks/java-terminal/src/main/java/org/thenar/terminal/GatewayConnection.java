package org.thenar.terminal;

import java.io.IOException;
import java.util.UUID;

/** Proves each request and reads its answer; keeps the gateway's nonce fresh by itself. */
final class GatewayConnection {
  private static final String NONCE_PATH = "/v1/terminal/nonce";
  /** A nonce is good for five minutes. */
  private static final long NONCE_FRESH_MS = 240_000;
  private static final int MAX_NONCE_RENEWALS = 2;

  private final String origin;
  private final HttpTransport transport;
  private final TerminalClock clock;
  private String nonce;
  private long nonceAtMs;
  private boolean nonceEndpointMissing;
  private TerminalKey key;

  GatewayConnection(String origin, HttpTransport transport, TerminalClock clock) {
    this.origin = origin;
    this.transport = transport;
    this.clock = clock;
  }

  synchronized void use(TerminalKey newKey) {
    key = newKey;
  }

  /** The newest nonce, asked for when there is none; null when the gateway is older than that request. */
  String freshNonce(Cancellation cancellation) throws UnreachableException {
    if (isNonceFresh() || isNonceEndpointMissing()) return currentNonce();
    HttpCall call = new HttpCall("GET", origin + NONCE_PATH, null, GatewayRequest.ANSWER_MS, GatewayRequest.ANSWER_MS);
    HttpAnswer answer = exchange(call, cancellation);
    if (answer.status == 404 || answer.status == 405) noteMissingNonceEndpoint();
    return currentNonce();
  }

  JsonObject ask(GatewayRequest request) throws RefusedException, UnreachableException {
    freshNonce(request.cancellation);
    for (int renewals = 0; ; renewals++) {
      String used = currentNonce();
      HttpAnswer answer = send(request, used);
      if (answer.status / 100 == 2) return read(answer);
      RefusedException refusal = refusalOf(answer);
      if (isNoGateway(refusal)) throw new UnreachableException(origin + " does not answer as a gateway: " + answer.status, null);
      if (renewals == MAX_NONCE_RENEWALS || !isAboutNonce(refusal, answer, used)) throw refusal;
    }
  }

  /** A redirect or a refusal without a code comes from something in between, such as the login page of a network. */
  private static boolean isNoGateway(RefusedException refusal) {
    boolean ofAnyServer = refusal.mayPass() || refusal.status() == 401 || refusal.status() == 413;
    return refusal.code().startsWith("http_") && !ofAnyServer;
  }

  /** A 401 whose body and code were lost on the way is about the nonce, if it brings another one. */
  private static boolean isAboutNonce(RefusedException refusal, HttpAnswer answer, String used) {
    if (answer.status != 401 || answer.nonce == null) return false;
    return refusal.is("use_dpop_nonce") || (refusal.is("http_401") && !answer.nonce.equals(used));
  }

  private HttpAnswer send(GatewayRequest request, String used) throws UnreachableException {
    String address = origin + request.path;
    byte[] body = Bytes.utf8(request.body.toString());
    HttpCall call = new HttpCall("POST", address, body, request.silenceMs, request.totalMs);
    call.header("Content-Type", "application/json").header("Idempotency-Key", request.idempotencyKey);
    if (request.accessToken != null) call.header("Authorization", "DPoP " + request.accessToken);
    try {
      DpopProof proof = new DpopProof("POST", address).identified(UUID.randomUUID().toString(), clock.wallMs() / 1000);
      call.header("DPoP", proof.bound(used, request.accessToken).signedBy(currentKey()));
    } catch (IOException trouble) {
      throw new UnreachableException(trouble.getMessage(), trouble);
    }
    return exchange(call, request.cancellation);
  }

  private HttpAnswer exchange(HttpCall call, Cancellation cancellation) throws UnreachableException {
    try {
      HttpAnswer answer = transport.exchange(call, cancellation);
      if (answer.nonce != null) remember(answer.nonce);
      return answer;
    } catch (IOException trouble) {
      throw new UnreachableException("no answer from " + origin + ": " + trouble, trouble);
    }
  }

  private JsonObject read(HttpAnswer answer) throws UnreachableException {
    try {
      return JsonObject.parse(answer.body);
    } catch (IllegalArgumentException noJson) {
      throw new UnreachableException(origin + " does not answer as a gateway (no JSON)", noJson);
    }
  }

  private static RefusedException refusalOf(HttpAnswer answer) {
    JsonObject error = errorOf(answer.body);
    String code = error.text("code");
    if (code == null) code = answer.errorCode == null ? "http_" + answer.status : answer.errorCode;
    JsonObject details = error.object("details") == null ? JsonObject.create() : error.object("details");
    if (error.has("field")) details.with("field", error.text("field")).withObjects("fields", error.objects("details"));
    long statedS = details.whole("retry_after_s", -1);
    long retryAfterMs = answer.retryAfterMs >= 0 || statedS < 0 ? answer.retryAfterMs : statedS * 1000;
    return new RefusedException(answer.status, code, error.text("message"), details, retryAfterMs);
  }

  private static JsonObject errorOf(String body) {
    try {
      JsonObject error = JsonObject.parse(body).object("error");
      return error == null ? JsonObject.create() : error;
    } catch (IllegalArgumentException noJson) {
      return JsonObject.create();
    }
  }

  private synchronized void remember(String newest) {
    nonce = newest;
    nonceAtMs = clock.elapsedMs();
  }

  private synchronized boolean isNonceFresh() {
    return nonce != null && clock.elapsedMs() - nonceAtMs < NONCE_FRESH_MS;
  }

  private synchronized boolean isNonceEndpointMissing() {
    return nonceEndpointMissing;
  }

  private synchronized void noteMissingNonceEndpoint() {
    nonceEndpointMissing = true;
  }

  private synchronized String currentNonce() {
    return nonce;
  }

  private synchronized TerminalKey currentKey() {
    return key;
  }
}
