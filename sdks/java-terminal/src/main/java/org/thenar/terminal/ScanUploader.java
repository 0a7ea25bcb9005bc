package org.thenar.terminal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends the scans that wait, again and again until the gateway has said what became of each. */
final class ScanUploader {
  /** Not taken, and not refused for good. */
  private static final Set<String> LATER = new HashSet<>(Arrays.asList(
      "deferred", "too_many_attempts", "rate_limited", "too_many_concurrent_requests", "overloaded", "unavailable", "internal",
      "gallery_incomplete", "idempotency_in_progress"));
  private static final int MAX_QUICK_RENUMBERINGS = 3;

  private final Core core;
  private final ScanQueue queue;
  private final ScanWaiters waiters;
  private final Backoff backoff;
  private Cancellation pause = new Cancellation();
  private int renumberings;
  private boolean lastWasRefusal;

  ScanUploader(Core core, ScanQueue queue, ScanWaiters waiters) {
    this.core = core;
    this.queue = queue;
    this.waiters = waiters;
    this.backoff = new Backoff(core.options.random);
    core.stop.onCancel(this::hurry);
  }

  /** Ends a wait between two attempts, as when the network has come back. */
  void hurry() {
    Cancellation over;
    synchronized (this) {
      over = pause;
      pause = new Cancellation();
    }
    over.cancel();
  }

  /** A person stands there. What the gateway itself asked to wait for is waited for. */
  void hurryUnlessRefused() {
    boolean wasRefused;
    synchronized (this) {
      wasRefused = lastWasRefusal;
    }
    if (!wasRefused) hurry();
  }

  void run() {
    try {
      while (queue.await()) {
        long waitMs = sendBatch();
        if (waitMs > 0) currentPause().pause(waitMs);
      }
    } catch (InterruptedException over) {
      // the process ends
    }
  }

  /** @return how long to wait before the next one */
  private long sendBatch() {
    Map<OutboxRecord, Long> batch = Collections.emptyMap();
    try {
      batch = queue.nextBatch();
      if (batch.isEmpty()) return 0;
      List<JsonObject> bodies = new ArrayList<>();
      for (Map.Entry<OutboxRecord, Long> entry : batch.entrySet()) bodies.add(queue.bodyOf(entry.getKey(), entry.getValue()));
      return settle(batch, core.api.sendScans(bodies, core.stop));
    } catch (RefusedException refusal) {
      return refused(batch, refusal);
    } catch (UnreachableException | IOException | RuntimeException trouble) {
      return later(trouble, -1);
    }
  }

  private long settle(Map<OutboxRecord, Long> batch, JsonObject answer) throws IOException {
    Map<String, JsonObject> results = new HashMap<>();
    for (JsonObject result : answer.objects("results")) results.put(result.text("scan_ref"), result);
    List<Long> conflicting = new ArrayList<>();
    List<Long> deferred = new ArrayList<>();
    long lastCounter = answer.whole("last_counter", 0);
    int unanswered = 0;
    for (OutboxRecord record : batch.keySet()) {
      JsonObject result = results.get(record.scanRef());
      String status = result == null ? null : result.text("status");
      if (status == null) {
        unanswered++;
      } else if (status.equals("counter_conflict")) {
        conflicting.add(record.ordinal);
        lastCounter = Math.max(lastCounter, lastCounterOf(result));
      } else if (result.text("scan_id") == null && LATER.contains(status)) {
        deferred.add(record.ordinal);
      } else {
        finish(record, result);
      }
    }
    return goOn(batch.size(), conflicting, deferred, lastCounter, unanswered);
  }

  private static long lastCounterOf(JsonObject result) {
    JsonObject error = result.object("error");
    JsonObject details = error == null ? null : error.object("details");
    return details == null ? 0 : details.whole("last_counter", 0);
  }

  private void finish(OutboxRecord record, JsonObject result) throws IOException {
    ScanResult found = new ScanResult(result, record.ageMs(core.options.clock));
    core.options.listener.onScan(found);
    waiters.answer(found);
    // refused for good: the gateway holds no link of it. A conflict of names means that it was taken before.
    boolean wasTaken = found.scanId() != null || found.status().equals("scan_ref_conflict");
    if (wasTaken) queue.done(record);
    else core.drop(record);
  }

  private long goOn(int size, List<Long> conflicting, List<Long> deferred, long lastCounter, int unanswered) throws IOException {
    List<Long> notTaken = new ArrayList<>(conflicting);
    notTaken.addAll(deferred);
    if (!notTaken.isEmpty()) queue.renumber(notTaken, lastCounter);
    if (unanswered == size || deferred.size() == size) return later(null, -1);
    renumberings = conflicting.isEmpty() ? 0 : renumberings + 1;
    if (renumberings > MAX_QUICK_RENUMBERINGS) return later(null, -1);
    backoff.reset();
    queue.growBatch();
    return 0;
  }

  private long refused(Map<OutboxRecord, Long> batch, RefusedException refusal) {
    if (batch.isEmpty() || !isAboutScans(refusal)) return later(refusal, refusal.retryAfterMs());
    try {
      List<Long> ordinals = new ArrayList<>();
      for (OutboxRecord record : batch.keySet()) ordinals.add(record.ordinal);
      if (batch.size() > 1) {
        // one of them is refused, and an older gateway does not say which without refusing all: they go one by one
        queue.sendOneByOne();
        queue.renumber(ordinals, 0);
        return 0;
      }
      for (OutboxRecord record : batch.keySet()) {
        JsonObject error = JsonObject.create().with("code", refusal.code()).with("message", refusal.getMessage());
        finish(record, JsonObject.create().with("scan_ref", record.scanRef()).with("status", refusal.code()).with("error", error));
      }
      queue.renumber(ordinals, 0);
      return 0;
    } catch (IOException trouble) {
      return later(trouble, -1);
    }
  }

  /** Only what the gateway says about the scans themselves ends one; everything else may be put right at the other end. */
  private static boolean isAboutScans(RefusedException refusal) {
    if (refusal.code().startsWith("http_")) return false;
    if (refusal.status() == 413 || refusal.status() == 422 || refusal.is("invalid_image")) return true;
    String field = refusal.details().text("field");
    return refusal.is("validation_error") && field != null && field.startsWith("scans.");
  }

  private long later(Exception trouble, long retryAfterMs) {
    long waitMs = backoff.nextMs(retryAfterMs);
    synchronized (this) {
      lastWasRefusal = trouble instanceof RefusedException;
    }
    if (trouble != null && !core.stop.isCancelled()) core.options.listener.onTrouble(trouble, waitMs);
    return waitMs;
  }

  private synchronized Cancellation currentPause() {
    return pause;
  }
}
