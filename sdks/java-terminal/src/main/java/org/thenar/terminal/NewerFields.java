package org.thenar.terminal;

import java.util.HashSet;
import java.util.Set;

/**
 * Fields that older gateways do not know and refuse. What was refused is left out from then on, until the process ends: a
 * gateway that was renewed meanwhile is asked again soon enough.
 */
final class NewerFields {
  static final String SIGNATURE = "signature";
  private static final String[] NAMES = {"age_ms", SIGNATURE, "mirrored", "attestation"};

  private final Set<String> refused = new HashSet<>();

  synchronized boolean isRefused(String name) {
    return refused.contains(name);
  }

  synchronized JsonObject fit(JsonObject body) {
    return refused.isEmpty() ? body : body.without(refused);
  }

  /** @return whether the refusal was about such a field, so that the request is worth another try without it */
  synchronized boolean learnFrom(RefusedException refusal) {
    if (refusal.status() != 400) return false;
    boolean learnt = note(refusal.details().text("field"));
    for (JsonObject one : refusal.details().objects("fields")) learnt |= note(one.text("field"));
    return learnt;
  }

  private boolean note(String path) {
    if (path == null) return false;
    for (String name : NAMES) {
      if (path.equals(name) || path.endsWith("." + name) || path.contains(name + ".")) return refused.add(name);
    }
    return false;
  }
}
