package org.thenar.terminal;

import java.util.concurrent.ThreadFactory;

/** Threads that have a name and keep no process from ending. */
final class Threads {
  private Threads() {}

  static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
