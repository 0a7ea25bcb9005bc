package org.thenar.terminal;

import java.util.Arrays;
import java.util.List;

/** An enrollment session as the gateway last described it. The gateway decides; a terminal only shows. */
public final class Session {
  private static final List<String> FINAL = Arrays.asList("completed", "failed", "cancelled", "expired");

  private final JsonObject json;

  Session(JsonObject json) {
    this.json = json;
  }

  /** Null when the member is absent or null. */
  static Session in(JsonObject answer) {
    JsonObject json = answer.object("session");
    return json == null || json.text("session_id") == null ? null : new Session(json);
  }

  public String id() {
    return json.text("session_id");
  }

  /** `pending`, `active`, `processing`, or final: `completed`, `failed`, `cancelled`, `expired`. */
  public String status() {
    String status = json.text("status");
    return status == null ? "" : status;
  }

  public boolean isFinal() {
    return FINAL.contains(status());
  }

  public boolean isCompleted() {
    return status().equals("completed");
  }

  public long version() {
    return json.whole("version", 0);
  }

  /** `left`, `right` or `any`: which hand to ask for. */
  public String hand() {
    return json.text("hand");
  }

  public int capturesRequired() {
    return (int) progress().whole("captures_required", 0);
  }

  public int capturesAccepted() {
    return (int) progress().whole("captures_accepted", 0);
  }

  /** What the person should do, as a code; null when nothing is to be said. */
  public String hint() {
    return progress().text("hint");
  }

  /** The same in words. A gateway that is older than the codes puts its words into `hint`. */
  public String hintText() {
    String text = progress().text("hint_text");
    return text == null ? hint() : text;
  }

  public String failureCode() {
    return json.text("failure_code");
  }

  public String failureMessage() {
    return json.text("failure_message");
  }

  /** Everything that the gateway said. */
  public JsonObject json() {
    return json;
  }

  private JsonObject progress() {
    JsonObject progress = json.object("progress");
    return progress == null ? JsonObject.create() : progress;
  }
}
