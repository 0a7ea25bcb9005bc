package org.thenar.terminal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** From a key to a device: shows a code, waits until someone has typed it, shows a new one when it runs out. */
final class Pairing {
  private static final long SLOWER_BY_MS = 5_000; // RFC 8628, 3.5
  private static final long BEFORE_NEW_CODE_MS = 500;
  /** An attestation is taken for 24 h after its challenge was given. */
  private static final long MAX_KEY_AGE_MS = 23 * 3_600_000L;

  private final TerminalOptions options;
  private final GatewayConnection connection;
  private final GatewayApi api;
  private final StateFile state;
  private final Cancellation stop;

  Pairing(TerminalOptions options, GatewayConnection connection, GatewayApi api, StateFile state, Cancellation stop) {
    this.options = options;
    this.connection = connection;
    this.api = api;
    this.state = state;
    this.stop = stop;
  }

  /** @return who this terminal has become: `device_id`, `project_id`; null when stopped */
  JsonObject run() throws InterruptedException, IOException {
    Backoff backoff = new Backoff(options.random);
    while (!stop.isCancelled()) {
      try {
        useKey();
        RegistrationCode code = api.register(about(), stop);
        backoff.reset();
        options.listener.onRegistrationCode(code);
        JsonObject registered = follow(code);
        if (registered != null) return registered;
      } catch (RefusedException refusal) {
        pauseAfter(refusal, backoff.nextMs(refusal.retryAfterMs()));
      } catch (UnreachableException trouble) {
        pauseAfter(trouble, backoff.nextMs(-1));
      } catch (GeneralSecurityException trouble) {
        throw new IOException("the key store gives no key", trouble);
      }
    }
    return null;
  }

  /** The present key, or a new one whose hardware attests a nonce of this gateway. */
  private void useKey() throws GeneralSecurityException, IOException, UnreachableException {
    TerminalKeyStore store = options.keyStore;
    boolean tooOld = options.clock.wallMs() - state.read(kept -> kept.keyMadeWallMs) > MAX_KEY_AGE_MS;
    if (store.publicKey() == null || (tooOld && !store.attestationChain().isEmpty())) {
      String nonce = connection.freshNonce(stop);
      store.createKey(Bytes.utf8(nonce == null ? "" : nonce));
      state.change(kept -> kept.keyMadeWallMs = options.clock.wallMs());
    }
    connection.use(TerminalKey.in(store));
  }

  private JsonObject about() throws GeneralSecurityException, IOException {
    JsonObject about = JsonObject.create().with("serial_number", options.serialNumber).with("model", options.model);
    about.with("app_version", options.appVersion).with("os_version", options.osVersion);
    List<String> chain = new ArrayList<>();
    for (byte[] certificate : options.keyStore.attestationChain()) chain.add(Base64.getEncoder().encodeToString(certificate));
    if (!chain.isEmpty()) {
      about.with("attestation", JsonObject.create().with("format", "android-key").with("chain", chain));
    }
    return about;
  }

  /** Null when the code is no longer good. Trouble is waited out at the same pace: a quick second try polls too fast. */
  private JsonObject follow(RegistrationCode code) throws RefusedException, InterruptedException {
    long endMs = options.clock.elapsedMs() + code.expiresInS() * 1000;
    long waitMs = code.intervalS() * 1000;
    while (!stop.isCancelled() && options.clock.elapsedMs() < endMs) {
      try {
        JsonObject progress = api.pollRegistration(code.id(), stop);
        if ("registered".equals(progress.text("status"))) return progress;
        waitMs = Math.max(waitMs, progress.whole("interval", 0) * 1000);
      } catch (RefusedException refusal) {
        if (refusal.status() == 410 || refusal.status() == 404) break;
        if (refusal.is("slow_down")) waitMs += SLOWER_BY_MS;
        else if (!refusal.mayPass()) throw refusal;
      } catch (UnreachableException trouble) {
        options.listener.onTrouble(trouble, waitMs);
      }
      stop.pause(waitMs);
    }
    stop.pause(BEFORE_NEW_CODE_MS);
    return null;
  }

  private void pauseAfter(Exception trouble, long waitMs) throws InterruptedException {
    options.listener.onTrouble(trouble, waitMs);
    stop.pause(waitMs);
  }
}
