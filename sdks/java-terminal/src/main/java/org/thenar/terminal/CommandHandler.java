package org.thenar.terminal;

/** What a terminal does when its organization asks. `refresh_config` is done by the library. */
public interface CommandHandler {
  /** Blink, beep, show the device's name. */
  default void identifySelf() throws Exception {}

  /** The newest lines of the log, at most 64 KB; keys and pictures never belong into a log. */
  default String logs() throws Exception {
    return "";
  }

  /** Restart the app. The gateway knows already that it was done. */
  default void restart() throws Exception {}
}
