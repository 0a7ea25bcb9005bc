package org.thenar.terminal;

/** In which state the terminal is; speaks only when it changes. */
final class Presence {
  private final TerminalListener listener;
  private TerminalListener.State state;

  Presence(TerminalListener listener) {
    this.listener = listener;
  }

  void enter(TerminalListener.State next) {
    synchronized (this) {
      if (state == next) return;
      state = next;
    }
    listener.onState(next);
  }

  synchronized boolean is(TerminalListener.State wanted) {
    return state == wanted;
  }
}
