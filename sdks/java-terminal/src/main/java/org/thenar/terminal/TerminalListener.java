package org.thenar.terminal;

/** What happens, for a screen. Called from the terminal's threads: hand over to the screen's own and return soon. */
public interface TerminalListener {
  /** In which state the terminal is. */
  enum State {
    /** No device stands behind the key yet. */
    UNPAIRED,
    ONLINE,
    /** The gateway does not answer; scans are kept. */
    OFFLINE,
    /** Show "out of service". */
    DISABLED,
    /** Its key is dead for good. */
    DECOMMISSIONED
  }

  default void onState(State state) {}

  /** Show the code until {@link #onPaired}; a new one follows when it runs out. */
  default void onRegistrationCode(RegistrationCode code) {}

  default void onPaired(String deviceId) {}

  /** The session was offered, moved or ended. */
  default void onSession(Session session) {}

  default void onCapture(CaptureAnswer answer) {}

  /** May come twice for one `scan_ref` when the power failed in between. */
  default void onScan(ScanResult result) {}

  default void onConfig(JsonObject config) {}

  /** Scans that were thrown away because the queue was full, under {@link TerminalOptions.WhenFull#DROP_OLDEST}. */
  default void onDropped(String scanRef) {}

  /** It passes by itself; for a log. */
  default void onTrouble(Exception trouble, long nextAttemptInMs) {}
}
