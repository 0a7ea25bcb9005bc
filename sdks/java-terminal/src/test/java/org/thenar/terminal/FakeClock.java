package org.thenar.terminal;

final class FakeClock implements TerminalClock {
  volatile long wallMs = 1_796_040_000_000L;
  volatile long elapsedMs = 1_000_000;
  volatile String bootId = "a run";

  @Override
  public long wallMs() {
    return wallMs;
  }

  @Override
  public long elapsedMs() {
    return elapsedMs;
  }

  @Override
  public String bootId() {
    return bootId;
  }
}
