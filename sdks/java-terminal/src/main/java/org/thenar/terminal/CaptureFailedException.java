package org.thenar.terminal;

/** The terminal cannot do what is asked of it: no camera, no light, no permission. */
public final class CaptureFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  /** @param code for programs, e.g. `no_camera`; `liveness_failed` keeps its meaning at the gateway */
  public CaptureFailedException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
