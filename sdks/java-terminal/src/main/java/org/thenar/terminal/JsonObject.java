package org.thenar.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A JSON object whose members are read by type; what is missing or of another type reads as the default. */
public final class JsonObject {
  private final Map<String, Object> members;

  private JsonObject(Map<String, Object> members) {
    this.members = members;
  }

  public static JsonObject create() {
    return new JsonObject(new LinkedHashMap<String, Object>());
  }

  /** @throws IllegalArgumentException when the text is not a JSON object */
  public static JsonObject parse(String text) {
    JsonObject object = of(Json.parse(text));
    if (object == null) throw new IllegalArgumentException("not a JSON object");
    return object;
  }

  @SuppressWarnings("unchecked")
  private static JsonObject of(Object value) {
    return value instanceof Map ? new JsonObject((Map<String, Object>) value) : null;
  }

  /** A member whose value is null is left out: the gateway reads both alike. */
  public JsonObject with(String name, Object value) {
    if (value == null) return this;
    members.put(name, value instanceof JsonObject ? ((JsonObject) value).members : value);
    return this;
  }

  /** Where the protocol wants the member named, be it null. */
  JsonObject withNull(String name, Object value) {
    members.put(name, value);
    return this;
  }

  public JsonObject withObjects(String name, List<JsonObject> items) {
    List<Object> plain = new ArrayList<>();
    for (JsonObject item : items) plain.add(item.members);
    members.put(name, plain);
    return this;
  }

  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** Null when there is no such text. */
  public String text(String name) {
    Object value = members.get(name);
    return value instanceof String ? (String) value : null;
  }

  public long whole(String name, long otherwise) {
    Object value = members.get(name);
    return value instanceof Number ? ((Number) value).longValue() : otherwise;
  }

  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /** Null when there is no such object. */
  public JsonObject object(String name) {
    return of(members.get(name));
  }

  public List<JsonObject> objects(String name) {
    List<JsonObject> found = new ArrayList<>();
    for (Object item : list(name)) if (item instanceof Map) found.add(of(item));
    return found;
  }

  public List<String> texts(String name) {
    List<String> found = new ArrayList<>();
    for (Object item : list(name)) if (item instanceof String) found.add((String) item);
    return found;
  }

  /** A deep copy without the members of these names, wherever they are. */
  JsonObject without(Set<String> names) {
    JsonObject copy = parse(toString());
    remove(copy.members, names);
    return copy;
  }

  private static void remove(Object value, Set<String> names) {
    if (value instanceof Map) {
      Map<?, ?> object = (Map<?, ?>) value;
      object.keySet().removeAll(names);
      for (Object member : object.values()) remove(member, names);
    } else if (value instanceof List) {
      for (Object item : (List<?>) value) remove(item, names);
    }
  }

  /** A copy of it all, read-only. */
  public Map<String, Object> asMap() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  private List<?> list(String name) {
    Object value = members.get(name);
    return value instanceof List ? (List<?>) value : Collections.emptyList();
  }

  @Override
  public String toString() {
    return Json.write(members);
  }
}
