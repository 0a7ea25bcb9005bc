package org.thenar.terminal;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

final class BackoffTest {
  void itDoublesToTheLongestWaitWithinItsJitter() {
    Backoff backoff = new Backoff(new Random(1));
    for (long doubled : new long[] {1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000}) {
      long ms = backoff.nextMs(-1);
      Checks.isTrue(ms >= doubled * 0.7 && ms <= doubled * 1.3, ms + " is not about " + doubled);
    }
  }

  void itSpreadsTerminalsThatFailTogether() {
    Set<Long> waits = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) waits.add(new Backoff(new Random(seed * 7_919_000_003L)).nextMs(-1) / 10);
    Checks.isTrue(waits.size() > 25, "only " + waits.size() + " different waits");
  }

  void itNeverComesBackBeforeTheGatewayWantsIt() {
    Backoff backoff = new Backoff(new Random(2));
    for (int i = 0; i < 20; i++) Checks.isTrue(backoff.nextMs(7_000) >= 7_000, "too soon");
    Checks.isTrue(backoff.nextMs(Long.MAX_VALUE) <= 200_000, "a server's word alone keeps nobody away for ever");
  }

  void itBeginsAgainAfterASuccess() {
    Backoff backoff = new Backoff(new Random(3));
    for (int i = 0; i < 9; i++) backoff.nextMs(-1);
    backoff.reset();
    Checks.isTrue(backoff.nextMs(-1) <= 1_300, "it was not reset");
  }
}
