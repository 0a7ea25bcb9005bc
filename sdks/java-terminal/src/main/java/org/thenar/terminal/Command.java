package org.thenar.terminal;

/** Something that the organization asks of this terminal; each is carried out once. */
public final class Command {
  private final String id;
  private final String type;

  Command(String id, String type) {
    this.id = id;
    this.type = type;
  }

  public String id() {
    return id;
  }

  /** `restart`, `identify_self`, `send_logs`, `refresh_config`, or one that this version does not know. */
  public String type() {
    return type;
  }
}
