package org.thenar.terminal;

import java.util.ArrayList;
import java.util.List;

/** One capture that waits to be sent, with everything that must be the same when it is sent again. */
final class OutboxRecord {
  enum Kind {
    SCAN,
    SESSION_CAPTURE
  }

  final long ordinal;
  final Kind kind;
  final JsonObject json;

  OutboxRecord(long ordinal, Kind kind, JsonObject json) {
    this.ordinal = ordinal;
    this.kind = kind;
    this.json = json;
  }

  String scanRef() {
    return json.text("scan_ref");
  }

  String sessionId() {
    return json.text("session_id");
  }

  long seq() {
    return json.whole("seq", 1);
  }

  String challenge() {
    return json.text("challenge");
  }

  JsonObject capture() {
    return json.object("capture");
  }

  /** Null when the capture is not signed. */
  String signature() {
    return capture().text("signature");
  }

  /** Every signed form of this capture that was made, the newest last. */
  List<String> links() {
    List<String> links = new ArrayList<>(json.texts("superseded"));
    if (signature() != null) links.add(signature());
    return links;
  }

  /** How long ago it was taken; -1 when the machine was restarted since. */
  long ageMs(TerminalClock clock) {
    if (!clock.bootId().equals(json.text("boot_id"))) return -1;
    return Math.max(0, clock.elapsedMs() - json.whole("elapsed_ms", 0));
  }
}
