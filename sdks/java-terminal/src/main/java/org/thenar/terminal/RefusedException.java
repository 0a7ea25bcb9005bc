package org.thenar.terminal;

/** The gateway answered, and refused. Decide by the code; a code that you do not know by the status. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final long retryAfterMs;
  private final transient JsonObject details;

  RefusedException(int status, String code, String message) {
    this(status, code, message, JsonObject.create(), -1);
  }

  RefusedException(int status, String code, String message, JsonObject details, long retryAfterMs) {
    super(message == null ? "the gateway answered " + status + " " + code : message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.retryAfterMs = retryAfterMs;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public JsonObject details() {
    return details;
  }

  /** How long the gateway wants to be left alone; -1 when it did not say. */
  public long retryAfterMs() {
    return retryAfterMs;
  }

  boolean is(String wanted) {
    return code.equals(wanted);
  }

  /** Whether the same request may be taken later. `slow_down` is for the caller: it must poll slower for good. */
  boolean mayPass() {
    if (is("slow_down")) return false;
    return status >= 500 || status == 408 || status == 429 || is("idempotency_in_progress");
  }
}
