package org.thenar.terminal;

import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP request. */
final class HttpCall {
  final String method;
  final String address;
  final byte[] body;
  /** How long the other side may be silent. */
  final int silenceMs;
  /** How long the whole exchange may take: an answer that comes a byte at a time never ends by silence. */
  final int totalMs;
  final Map<String, String> headers = new LinkedHashMap<>();

  HttpCall(String method, String address, byte[] body, int silenceMs, int totalMs) {
    this.method = method;
    this.address = address;
    this.body = body;
    this.silenceMs = silenceMs;
    this.totalMs = totalMs;
  }

  HttpCall header(String name, String value) {
    if (value != null) headers.put(name, value);
    return this;
  }
}
