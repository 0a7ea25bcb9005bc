package org.thenar.terminal;

/** How the machine is. */
public interface HealthSource {
  /** `battery_percent, charging, storage_free_mb, temperature_c, signal_dbm`, as far as known; null for nothing to say. */
  JsonObject health();
}
