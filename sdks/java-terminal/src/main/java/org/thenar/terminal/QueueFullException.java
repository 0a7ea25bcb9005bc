package org.thenar.terminal;

/** The queue holds as many scans as it may; this one was not taken. */
public final class QueueFullException extends Exception {
  private static final long serialVersionUID = 1L;

  QueueFullException(int maxScans) {
    super("the queue holds " + maxScans + " scans");
  }
}
