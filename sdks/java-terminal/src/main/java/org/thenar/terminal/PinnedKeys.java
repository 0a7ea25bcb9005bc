package org.thenar.terminal;

import java.io.IOException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The server keys that the organization's `managed.pins` allows, beside the usual certificate checks. A pin is base64 of the
 * SHA-256 of a public key (`sha256/…` or bare). Pins must not lock a terminal out: two at least, taken only while the present
 * connection fits one, dead at their end or after 24 h without contact.
 */
final class PinnedKeys {
  static final long GIVE_UP_AFTER_MS = 24 * 3_600_000L;
  private static final int MIN_PINS = 2;

  private final TerminalClock clock;
  private List<String> pins = Collections.emptyList();
  private List<String> shown = Collections.emptyList();
  private long contactMs;

  PinnedKeys(TerminalClock clock) {
    this.clock = clock;
    this.contactMs = clock.elapsedMs();
  }

  /** Called by the transport before anything is sent. */
  synchronized void check(HttpsURLConnection connection) throws IOException {
    List<String> keys = new ArrayList<>();
    for (Certificate certificate : connection.getServerCertificates()) keys.add(pinOf(certificate));
    shown = keys;
    if (!allows(keys)) throw new SSLPeerUnverifiedException("the server's key is none of those that are pinned");
    contactMs = clock.elapsedMs();
  }

  /** @return whether they are in force: they fit the present connection, or there are none */
  synchronized boolean apply(List<String> wanted) {
    List<String> bare = new ArrayList<>();
    for (String pin : wanted) bare.add(pin.startsWith("sha256/") ? pin.substring("sha256/".length()) : pin);
    if (bare.isEmpty()) {
      pins = bare;
      return true;
    }
    if (bare.size() < MIN_PINS || Collections.disjoint(bare, shown)) return false;
    pins = bare;
    return true;
  }

  /** What was in force before a restart; the first contact is yet to come. */
  synchronized void restore(List<String> kept) {
    pins = kept;
  }

  synchronized List<String> inForce() {
    return pins;
  }

  synchronized boolean allows(List<String> keys) {
    if (pins.isEmpty() || !Collections.disjoint(pins, keys)) return true;
    return clock.elapsedMs() - contactMs > GIVE_UP_AFTER_MS;
  }

  static String pinOf(Certificate certificate) {
    return Base64.getEncoder().encodeToString(Bytes.sha256(certificate.getPublicKey().getEncoded()));
  }
}
