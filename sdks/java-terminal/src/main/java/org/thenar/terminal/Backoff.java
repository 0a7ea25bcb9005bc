package org.thenar.terminal;

import java.util.Random;

/** How long to wait before the next attempt: 1 s, 2 s, 4 s … 30 s, each ± 30 %, so that terminals do not come back together. */
final class Backoff {
  static final long FIRST_MS = 1_000;
  static final long MAX_MS = 30_000;
  /** Nobody waits longer than this on a server's word alone. */
  static final long MAX_RETRY_AFTER_MS = 120_000;
  private static final double JITTER = 0.3;
  private static final int MAX_DOUBLINGS = 5;

  private final Random random;
  private int failures;

  Backoff(Random random) {
    this.random = random;
  }

  void reset() {
    failures = 0;
  }

  /** @param retryAfterMs never sooner than this; -1 when the server did not say */
  long nextMs(long retryAfterMs) {
    long doubled = Math.min(MAX_MS, FIRST_MS << Math.min(failures++, MAX_DOUBLINGS));
    if (retryAfterMs >= 0) {
      return Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) + (long) (random.nextDouble() * JITTER * doubled);
    }
    return (long) (doubled * (1 - JITTER + random.nextDouble() * 2 * JITTER));
  }
}
