package org.thenar.terminal;

/** No answer, or none that a gateway gives. Whether the request had its effect is unknown. */
public final class UnreachableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
