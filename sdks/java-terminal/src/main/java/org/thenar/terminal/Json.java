package org.thenar.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes JSON as maps, lists, strings, longs, doubles, booleans and null; nothing else is needed here. */
final class Json {
  private static final int MAX_DEPTH = 64;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** @throws IllegalArgumentException when the text is not one JSON value */
  static Object parse(String text) {
    Json reader = new Json(text);
    reader.skipSpace();
    Object value = reader.value(0);
    reader.skipSpace();
    if (reader.at != text.length()) throw reader.malformed();
    return value;
  }

  static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH || at >= text.length()) throw malformed();
    char first = text.charAt(at);
    if (first == '{') return object(depth);
    if (first == '[') return array(depth);
    if (first == '"') return string();
    if (first == '-' || (first >= '0' && first <= '9')) return number();
    if (take("true")) return Boolean.TRUE;
    if (take("false")) return Boolean.FALSE;
    if (take("null")) return null;
    throw malformed();
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (take("}")) return members;
    while (true) {
      skipSpace();
      if (at >= text.length() || text.charAt(at) != '"') throw malformed();
      String name = string();
      skipSpace();
      if (!take(":")) throw malformed();
      skipSpace();
      members.put(name, value(depth + 1));
      skipSpace();
      if (take("}")) return members;
      if (!take(",")) throw malformed();
    }
  }

  private List<Object> array(int depth) {
    List<Object> items = new ArrayList<>();
    at++;
    skipSpace();
    if (take("]")) return items;
    while (true) {
      skipSpace();
      items.add(value(depth + 1));
      skipSpace();
      if (take("]")) return items;
      if (!take(",")) throw malformed();
    }
  }

  private String string() {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') return out.toString();
      if (c < 0x20) throw malformed();
      out.append(c == '\\' ? escaped() : c);
    }
    throw malformed();
  }

  private char escaped() {
    if (at >= text.length()) throw malformed();
    char c = text.charAt(at++);
    switch (c) {
      case 'n': return '\n';
      case 't': return '\t';
      case 'r': return '\r';
      case 'b': return '\b';
      case 'f': return '\f';
      case '"':
      case '\\':
      case '/': return c;
      case 'u': return unicode();
      default: throw malformed();
    }
  }

  private char unicode() {
    if (at + 4 > text.length()) throw malformed();
    int code = 0;
    for (int end = at + 4; at < end; at++) {
      int digit = Character.digit(text.charAt(at), 16);
      if (digit < 0) throw malformed();
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
    String digits = text.substring(start, at);
    try {
      if (digits.matches("-?(0|[1-9]\\d{0,17})")) return Long.parseLong(digits);
      if (!digits.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) throw malformed();
      return Double.parseDouble(digits);
    } catch (NumberFormatException impossible) {
      throw malformed();
    }
  }

  private boolean take(String word) {
    if (!text.startsWith(word, at)) return false;
    at += word.length();
    return true;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("malformed JSON at character " + at);
  }

  private static void write(Object value, StringBuilder out) {
    if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
      out.append(value);
    } else if (value instanceof Double) {
      writeDouble((Double) value, out);
    } else if (value instanceof CharSequence) {
      writeString((CharSequence) value, out);
    } else if (value instanceof Map) {
      writeMembers((Map<?, ?>) value, out);
    } else if (value instanceof Iterable) {
      writeItems((Iterable<?>) value, out);
    } else {
      throw new IllegalArgumentException("no JSON form: " + value.getClass().getName());
    }
  }

  private static void writeDouble(double value, StringBuilder out) {
    if (Double.isNaN(value) || Double.isInfinite(value)) throw new IllegalArgumentException("no JSON number: " + value);
    out.append(value);
  }

  private static void writeMembers(Map<?, ?> members, StringBuilder out) {
    char before = '{';
    for (Map.Entry<?, ?> member : members.entrySet()) {
      out.append(before);
      writeString((String) member.getKey(), out);
      out.append(':');
      write(member.getValue(), out);
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private static void writeItems(Iterable<?> items, StringBuilder out) {
    char before = '[';
    for (Object item : items) {
      out.append(before);
      write(item, out);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  private static void writeString(CharSequence value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c) || c == 0x7f) {
        out.append("\\u").append(HEX[c >> 12]).append(HEX[c >> 8 & 15]).append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
