package org.thenar.terminal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** A gateway on loopback whose answers a test gives. */
final class FakeGateway implements AutoCloseable {
  /** An answer: its body is JSON, or anything when a test wants that. */
  static final class Answer {
    final int status;
    final String body;
    final Map<String, String> headers = new LinkedHashMap<>();

    Answer(int status, String body) {
      this.status = status;
      this.body = body;
    }

    Answer header(String name, String value) {
      headers.put(name, value);
      return this;
    }
  }

  /** One request as it came. */
  static final class Request {
    final String method;
    final String path;
    final JsonObject body;
    final JsonObject claims;
    final String authorization;

    Request(HttpExchange exchange) throws IOException {
      method = exchange.getRequestMethod();
      path = exchange.getRequestURI().getPath();
      String text = Bytes.fromUtf8(Bytes.readAll(exchange.getRequestBody(), 64 << 20));
      body = text.isEmpty() ? JsonObject.create() : JsonObject.parse(text);
      String proof = exchange.getRequestHeaders().getFirst("DPoP");
      claims = proof == null ? JsonObject.create() : JsonObject.parse(Bytes.fromUtf8(Bytes.fromBase64Url(proof.split("\\.")[1])));
      authorization = exchange.getRequestHeaders().getFirst("Authorization");
    }
  }

  /** Decides one request. */
  interface Script {
    Answer answer(Request request) throws Exception;
  }

  final List<Request> requests = new ArrayList<>();
  private final HttpServer server;
  private final Map<String, Script> scripts = new LinkedHashMap<>();

  FakeGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newCachedThreadPool(Threads.named("fake-gateway")));
    server.createContext("/", this::serve);
    server.start();
    on("/v1/terminal/nonce", request -> json("{\"server_time\":\"2026-11-30T12:00:00.000Z\"}"));
    on("/v1/terminal/token", request -> json("{\"access_token\":\"token\",\"expires_in\":3600,\"device_id\":\"d\",\"project_id\":\"p\"}"));
    on("/v1/terminal/reports", request -> json("{}"));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** @param path what the request's path ends with */
  void on(String path, Script script) {
    synchronized (scripts) {
      scripts.put(path, script);
    }
  }

  static Answer json(String body) {
    return new Answer(200, body).header("DPoP-Nonce", "nonce");
  }

  static Answer refusal(int status, String code, String details) {
    String body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"no\"" + (details.isEmpty() ? "" : "," + details) + "}}";
    return new Answer(status, body).header("DPoP-Nonce", "nonce").header("Thenar-Error", code);
  }

  List<Request> of(String path) {
    List<Request> found = new ArrayList<>();
    synchronized (requests) {
      for (Request request : requests) if (request.path.endsWith(path)) found.add(request);
    }
    return found;
  }

  private void serve(HttpExchange exchange) throws IOException {
    Request request = new Request(exchange);
    synchronized (requests) {
      requests.add(request);
    }
    Answer answer = answerTo(request);
    if (answer == null) {
      exchange.close(); // as if the network broke
      return;
    }
    for (Map.Entry<String, String> header : answer.headers.entrySet()) exchange.getResponseHeaders().set(header.getKey(), header.getValue());
    byte[] body = Bytes.utf8(answer.body);
    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Answer answerTo(Request request) {
    Script script = null;
    synchronized (scripts) {
      for (Map.Entry<String, Script> entry : scripts.entrySet()) if (request.path.endsWith(entry.getKey())) script = entry.getValue();
    }
    try {
      return script == null ? refusal(404, "not_found", "") : script.answer(request);
    } catch (Exception failure) {
      return new Answer(500, failure.toString());
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
