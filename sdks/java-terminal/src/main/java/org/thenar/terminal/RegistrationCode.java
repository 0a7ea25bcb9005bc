package org.thenar.terminal;

/** What the screen shows while someone types the code into the console. */
public final class RegistrationCode {
  private final JsonObject json;

  RegistrationCode(JsonObject json) {
    this.json = json;
  }

  /** Eight letters, e.g. `WDJB-MJHT`. */
  public String code() {
    return json.text("registration_code");
  }

  /** For a QR code: opens the console's pairing page. */
  public String qrText() {
    return json.text("qr_text");
  }

  public long expiresInS() {
    return json.whole("expires_in", 600);
  }

  String id() {
    return json.text("registration_id");
  }

  long intervalS() {
    return json.whole("interval", 3);
  }
}
