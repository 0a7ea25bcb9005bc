package org.thenar.terminal;

import java.io.File;
import java.util.Random;

/** How a terminal is put together. */
public final class TerminalOptions {
  /** What happens to a scan when the queue holds {@link #maxQueuedScans}. */
  public enum WhenFull {
    /** It is refused with {@link QueueFullException}; nothing that was taken is lost. */
    REFUSE_NEW,
    /** The oldest goes; the gateway hears that a link of the chain is missing, and why. */
    DROP_OLDEST
  }

  public final String gateway;
  public final File folder;
  public final TerminalKeyStore keyStore;
  public String serialNumber = "unknown";
  public String model = "Java terminal";
  public String appVersion = "1.0";
  /** Null when it is nobody's business. */
  public String osVersion;
  public int maxQueuedScans = 1_000;
  public WhenFull whenFull = WhenFull.REFUSE_NEW;
  public long minCaptureGapMs = 400;
  public int pollWaitS = 30;
  public long healthEveryMs = 900_000;
  public TerminalClock clock = new SystemTerminalClock();
  public TerminalListener listener = new TerminalListener() {};
  public CommandHandler commands = new CommandHandler() {};
  public HealthSource health = () -> null;
  Random random = new Random();

  /**
   * @param gateway its address as it calls itself, e.g. `https://gate.example`
   * @param folder for this terminal alone; one process at a time uses it
   */
  public TerminalOptions(String gateway, File folder, TerminalKeyStore keyStore) {
    this.gateway = gateway.replaceAll("/+$", "");
    this.folder = folder;
    this.keyStore = keyStore;
  }
}
