package org.thenar.terminal;

import java.util.Locale;

/** One palm picture, as the sensor made it. */
public final class Capture {
  /** What the picture shows. */
  public enum Kind {
    /** An aligned square of 96 to 256 px, fingers to the left. */
    ROI,
    /** The whole hand; the gateway finds the palm. */
    HAND
  }

  /** Which hand it is, by the terminal's word. */
  public enum Hand {
    LEFT,
    RIGHT,
    UNKNOWN
  }

  private final byte[] image;
  private final Kind kind;
  private final Hand hand;
  private final boolean mirrored;
  private final Boolean livenessPassed;
  private final String livenessMethod;

  private Capture(byte[] image, Kind kind, Hand hand, boolean mirrored, Boolean livenessPassed, String livenessMethod) {
    this.image = image;
    this.kind = kind;
    this.hand = hand;
    this.mirrored = mirrored;
    this.livenessPassed = livenessPassed;
    this.livenessMethod = livenessMethod;
  }

  /** @param image the bytes of a PNG, JPEG or WebP file: `roi` ≤ 1 MB, `hand` ≤ 8 MB */
  public static Capture of(byte[] image, Kind kind, Hand hand) {
    if (image.length == 0) throw new IllegalArgumentException("an empty picture");
    return new Capture(image.clone(), kind, hand, false, null, null);
  }

  /** The picture was flipped by a front camera. */
  public Capture mirrored() {
    return new Capture(image, kind, hand, true, livenessPassed, livenessMethod);
  }

  /** What a sensor with liveness detection found. */
  public Capture withLiveness(boolean passed, String method) {
    return new Capture(image, kind, hand, mirrored, passed, method);
  }

  byte[] image() {
    return image;
  }

  JsonObject toJson() {
    JsonObject json = JsonObject.create().with("image", Bytes.base64(image));
    json.with("kind", kind.name().toLowerCase(Locale.ROOT)).with("hand", hand.name().toLowerCase(Locale.ROOT));
    if (mirrored) json.with("mirrored", true);
    if (livenessMethod != null) {
      json.with("liveness", JsonObject.create().with("passed", livenessPassed).with("method", livenessMethod));
    }
    return json;
  }
}
