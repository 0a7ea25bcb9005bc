package org.thenar.terminal;

/** Where pictures of palms come from. */
public interface CaptureSource {
  /**
   * Waits for a hand and takes a picture of it; never the same picture twice.
   *
   * @throws CaptureFailedException when this terminal cannot take pictures; the session is failed with that reason
   */
  Capture take(CaptureRequest request) throws InterruptedException, CaptureFailedException;
}
