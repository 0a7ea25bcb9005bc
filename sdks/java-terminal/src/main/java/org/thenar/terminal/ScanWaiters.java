package org.thenar.terminal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Callers that wait for what becomes of their scan. */
final class ScanWaiters {
  private final Map<String, CompletableFuture<ScanResult>> waiting = new HashMap<>();

  /** Before the scan is queued: its answer may be quick. */
  synchronized void expect(String scanRef) {
    waiting.put(scanRef, new CompletableFuture<>());
  }

  /** Null when no answer comes in time; the scan stays in the queue. */
  ScanResult await(String scanRef, long timeoutMs) throws InterruptedException {
    CompletableFuture<ScanResult> answer;
    synchronized (this) {
      answer = waiting.get(scanRef);
    }
    try {
      return answer.get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException tooLate) {
      return null;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      synchronized (this) {
        waiting.remove(scanRef);
      }
    }
  }

  void answer(ScanResult result) {
    CompletableFuture<ScanResult> answer;
    synchronized (this) {
      answer = waiting.get(result.scanRef());
    }
    if (answer != null) answer.complete(result);
  }
}
