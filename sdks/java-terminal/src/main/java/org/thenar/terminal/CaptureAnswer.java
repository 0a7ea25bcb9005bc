package org.thenar.terminal;

/** What the gateway said to one capture. */
public final class CaptureAnswer {
  private final JsonObject json;

  CaptureAnswer(JsonObject json) {
    this.json = json;
  }

  public boolean isAccepted() {
    return json.isTrue("accepted");
  }

  /** Why it was not accepted, as a code; null when it was. */
  public String reason() {
    return json.text("reason");
  }

  /** What the person should do, as a code; null when the gateway gives none. */
  public String hint() {
    return json.text("hint");
  }

  public String hintText() {
    return json.text("hint_text");
  }

  public Session session() {
    return Session.in(json);
  }

  String challenge() {
    return json.text("challenge");
  }
}
