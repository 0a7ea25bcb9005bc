package org.thenar.terminal;

import java.util.List;
import java.util.UUID;

/** The terminal's requests, a method for each; fetches and renews the access token. */
final class GatewayApi {
  private static final long RENEW_BEFORE_END_MS = 60_000;
  private static final int MAX_OLDER_FIELDS = 4;
  private static final int POLL_GRACE_MS = 15_000;

  private final GatewayConnection connection;
  private final TerminalClock clock;
  private final NewerFields newerFields = new NewerFields();
  private String token;
  private long tokenEndsMs;

  GatewayApi(GatewayConnection connection, TerminalClock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  NewerFields newerFields() {
    return newerFields;
  }

  RegistrationCode register(JsonObject about, Cancellation until) throws RefusedException, UnreachableException {
    GatewayRequest request = new GatewayRequest("/v1/terminal/registrations", about).until(until);
    return new RegistrationCode(ask(request.once(UUID.randomUUID().toString())));
  }

  JsonObject pollRegistration(String id, Cancellation until) throws RefusedException, UnreachableException {
    return ask(new GatewayRequest("/v1/terminal/registrations/" + id + "/poll", JsonObject.create()).until(until));
  }

  /** A new token. @return who this terminal is */
  synchronized JsonObject signIn(Cancellation until) throws RefusedException, UnreachableException {
    JsonObject answer = ask(new GatewayRequest("/v1/terminal/token", JsonObject.create()).until(until));
    token = answer.text("access_token");
    tokenEndsMs = clock.elapsedMs() + answer.whole("expires_in", 0) * 1000;
    return answer;
  }

  synchronized void forgetToken() {
    token = null;
  }

  JsonObject poll(JsonObject body, Cancellation until) throws RefusedException, UnreachableException {
    int silenceMs = (int) body.whole("wait_s", 0) * 1000 + POLL_GRACE_MS;
    return askAsDevice(new GatewayRequest("/v1/terminal/poll", body).silentFor(silenceMs).until(until));
  }

  JsonObject acknowledge(String sessionId, Cancellation until) throws RefusedException, UnreachableException {
    return askAsDevice(new GatewayRequest("/v1/terminal/sessions/" + sessionId + "/ack", JsonObject.create()).until(until));
  }

  CaptureAnswer sendCapture(String sessionId, JsonObject body, Cancellation until) throws RefusedException, UnreachableException {
    return new CaptureAnswer(askAsDevice(new GatewayRequest("/v1/terminal/sessions/" + sessionId + "/captures", body).until(until)));
  }

  void failSession(String sessionId, String code, String message, Cancellation until) throws RefusedException, UnreachableException {
    JsonObject body = JsonObject.create().with("code", code).with("message", message);
    GatewayRequest request = new GatewayRequest("/v1/terminal/sessions/" + sessionId + "/fail", body).until(until);
    askAsDevice(request.once(UUID.randomUUID().toString()));
  }

  JsonObject sendScans(List<JsonObject> scans, Cancellation until) throws RefusedException, UnreachableException {
    JsonObject body = JsonObject.create().withObjects("scans", scans);
    return askAsDevice(new GatewayRequest("/v1/terminal/scans", body).until(until));
  }

  JsonObject checkCapture(Capture capture, Cancellation until) throws RefusedException, UnreachableException {
    JsonObject body = JsonObject.create().with("capture", capture.toJson());
    return askAsDevice(new GatewayRequest("/v1/terminal/captures/check", body).until(until));
  }

  void report(JsonObject body, Cancellation until) throws RefusedException, UnreachableException {
    askAsDevice(new GatewayRequest("/v1/terminal/reports", body).until(until));
  }

  JsonObject createTransaction(JsonObject body, String key, Cancellation until) throws RefusedException, UnreachableException {
    return askAsDevice(new GatewayRequest("/v1/terminal/transactions", body).once(key).until(until));
  }

  /** A token that died early is replaced once. */
  private JsonObject askAsDevice(GatewayRequest request) throws RefusedException, UnreachableException {
    try {
      return ask(request.withToken(tokenAtHand(request.cancellation)));
    } catch (RefusedException refusal) {
      if (refusal.status() != 401) throw refusal;
      forgetToken();
      return ask(request.withToken(tokenAtHand(request.cancellation)));
    }
  }

  private synchronized String tokenAtHand(Cancellation until) throws RefusedException, UnreachableException {
    if (token == null || tokenEndsMs - clock.elapsedMs() < RENEW_BEFORE_END_MS) signIn(until);
    return token;
  }

  private JsonObject ask(GatewayRequest request) throws RefusedException, UnreachableException {
    for (int attempt = 0; ; attempt++) {
      try {
        return connection.ask(request.carrying(newerFields.fit(request.body)));
      } catch (RefusedException refusal) {
        if (attempt == MAX_OLDER_FIELDS || !newerFields.learnFrom(refusal)) throw refusal;
      }
    }
  }
}
