package org.thenar.terminal;

/** What the terminal wants a picture for. */
public final class CaptureRequest {
  private final Session session;
  private final Cancellation cancellation;

  CaptureRequest(Session session, Cancellation cancellation) {
    this.session = session;
    this.cancellation = cancellation;
  }

  /** Says which hand, how far it is, and what the person should do better. */
  public Session session() {
    return session;
  }

  /** The session is over: stop the camera and throw {@link InterruptedException}. The thread is interrupted as well. */
  public boolean isCancelled() {
    return cancellation.isCancelled();
  }
}
