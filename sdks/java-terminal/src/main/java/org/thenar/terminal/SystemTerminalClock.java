package org.thenar.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.UUID;

/** The clocks of a plain Java machine; where it does not name its boots, each process counts as one. */
public final class SystemTerminalClock implements TerminalClock {
  private final String bootId = readBootId();

  @Override
  public long wallMs() {
    return System.currentTimeMillis();
  }

  @Override
  public long elapsedMs() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public String bootId() {
    return bootId;
  }

  /** On Linux `System.nanoTime()` counts from the machine's start, so it means the same to the next process. */
  private static String readBootId() {
    try {
      return Bytes.fromUtf8(Files.readAllBytes(Paths.get("/proc/sys/kernel/random/boot_id"))).trim();
    } catch (IOException notLinux) {
      return UUID.randomUUID().toString();
    }
  }
}
