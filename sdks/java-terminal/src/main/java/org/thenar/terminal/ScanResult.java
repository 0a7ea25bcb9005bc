package org.thenar.terminal;

/** What became of one scan. */
public final class ScanResult {
  /** A scan pays or opens only while its capture is this fresh. */
  static final long MAX_OPENING_AGE_MS = 300_000;

  private final JsonObject json;
  private final long ageMs;

  ScanResult(JsonObject json, long ageMs) {
    this.json = json;
    this.ageMs = ageMs;
  }

  public String scanRef() {
    return json.text("scan_ref");
  }

  /** `matched`, `not_matched`, …, or why the scan was not taken. */
  public String status() {
    String status = json.text("status");
    return status == null ? "" : status;
  }

  /** Null when the scan was not taken. */
  public String scanId() {
    return json.text("scan_id");
  }

  public boolean isMatched() {
    return json.isTrue("matched");
  }

  /** By the organization's rules: `allow`, `challenge`, `block`; null when there are none. */
  public String verdict() {
    return json.text("verdict");
  }

  /** The member's id and what the project lets a terminal show; null without a match. */
  public JsonObject member() {
    return json.object("member");
  }

  public String hint() {
    return json.text("hint");
  }

  public String hintText() {
    return json.text("hint_text");
  }

  /** How long ago the picture was taken; -1 when a reboot lies between. */
  public long ageMs() {
    return ageMs;
  }

  /** Whether it may open or pay: matched, allowed, and taken just now. */
  public boolean isWelcome() {
    boolean fresh = ageMs >= 0 && ageMs <= MAX_OPENING_AGE_MS;
    return isMatched() && fresh && (verdict() == null || verdict().equals("allow"));
  }

  public JsonObject json() {
    return json;
  }
}
