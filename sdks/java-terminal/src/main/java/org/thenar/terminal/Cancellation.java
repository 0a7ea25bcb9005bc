package org.thenar.terminal;

import java.util.ArrayList;
import java.util.List;

/** Ends waits and connections of another thread. Once cancelled it stays so. */
final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Runs the action when this is cancelled, at once when it was. */
  void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  synchronized void forget(Runnable action) {
    actions.remove(action);
  }

  void cancel() {
    List<Runnable> due;
    synchronized (this) {
      if (cancelled) return;
      cancelled = true;
      due = new ArrayList<>(actions);
      actions.clear();
      notifyAll();
    }
    for (Runnable action : due) action.run();
  }

  /** Sleeps, and returns early when cancelled. */
  synchronized void pause(long ms) throws InterruptedException {
    long endMs = System.nanoTime() / 1_000_000 + ms;
    for (long leftMs = ms; !cancelled && leftMs > 0; leftMs = endMs - System.nanoTime() / 1_000_000) wait(leftMs);
  }
}
