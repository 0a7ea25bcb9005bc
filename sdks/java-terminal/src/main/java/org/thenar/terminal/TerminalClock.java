package org.thenar.terminal;

/**
 * Two clocks: one that people set, and one that only runs. On Android the second is `SystemClock.elapsedRealtime()`, which
 * goes on while the device sleeps; `System.nanoTime()` stands still then.
 */
public interface TerminalClock {
  /** Unix milliseconds by the clock that people set; may be anything. */
  long wallMs();

  /** Milliseconds since the machine started, by a clock that nobody sets. */
  long elapsedMs();

  /** Names this run of the machine: `elapsedMs` of two runs cannot be compared. On Android: `Settings.Global.BOOT_COUNT`. */
  String bootId();
}
