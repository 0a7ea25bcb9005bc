package org.thenar.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;

/**
 * HttpURLConnection, which every Android has. The body is streamed with its length: otherwise the class repeats a POST by
 * itself when a kept connection breaks, with the same proof. The price is a trap: a 401 to a streamed request loses its body,
 * so its code is read from the header `Thenar-Error` and the nonce from `DPoP-Nonce`.
 */
final class UrlConnectionTransport implements HttpTransport {
  private static final int CONNECT_MS = 10_000;
  private static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;

  private final PinnedKeys pins;
  private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(Threads.named("thenar-watchdog"));

  UrlConnectionTransport(PinnedKeys pins) {
    this.pins = pins;
  }

  @Override
  public HttpAnswer exchange(HttpCall call, Cancellation cancellation) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(call.address).openConnection();
    // not in the canceller's thread: Android refuses network calls, closing included, in the thread of the screen
    Runnable abort = () -> watchdog.execute(connection::disconnect);
    Future<?> deadline = watchdog.schedule(connection::disconnect, call.totalMs, TimeUnit.MILLISECONDS);
    cancellation.onCancel(abort);
    try {
      prepare(connection, call);
      connection.connect();
      if (connection instanceof HttpsURLConnection) pins.check((HttpsURLConnection) connection);
      if (cancellation.isCancelled()) throw new IOException("cancelled");
      if (call.body != null) {
        try (OutputStream out = connection.getOutputStream()) {
          out.write(call.body);
        }
      }
      return read(connection);
    } catch (RuntimeException trouble) {
      // HttpURLConnection throws these when it is disconnected in the middle
      throw new IOException("the connection was ended", trouble);
    } finally {
      deadline.cancel(false);
      cancellation.forget(abort);
    }
  }

  private static void prepare(HttpURLConnection connection, HttpCall call) throws IOException {
    connection.setRequestMethod(call.method);
    connection.setConnectTimeout(CONNECT_MS);
    connection.setReadTimeout(call.silenceMs);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    for (Map.Entry<String, String> header : call.headers.entrySet()) {
      connection.setRequestProperty(header.getKey(), header.getValue());
    }
    if (call.body == null) return;
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(call.body.length);
  }

  private static HttpAnswer read(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status < 0) throw new IOException("not an HTTP answer");
    return new HttpAnswer(
        status,
        connection.getHeaderField("DPoP-Nonce"),
        connection.getHeaderField("Thenar-Error"),
        retryAfterMs(connection),
        readBody(connection, status));
  }

  private static String readBody(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return in == null ? "" : Bytes.fromUtf8(Bytes.readAll(in, MAX_ANSWER_BYTES));
    } catch (IOException trouble) {
      if (status < 400) throw trouble;
      return ""; // the status and its headers say enough
    }
  }

  /** Seconds or a date; a date is held against the answer's own, not against this machine's clock. */
  private static long retryAfterMs(HttpURLConnection connection) {
    String value = connection.getHeaderField("Retry-After");
    if (value == null) return -1;
    if (value.trim().matches("\\d{1,9}")) return Long.parseLong(value.trim()) * 1000;
    long dateMs = connection.getHeaderFieldDate("Retry-After", -1);
    long nowMs = connection.getHeaderFieldDate("Date", -1);
    return dateMs < 0 || nowMs < 0 ? -1 : Math.max(0, dateMs - nowMs);
  }
}
