package org.thenar.terminal;

import java.util.Arrays;
import java.util.Collections;

final class JsonTest {
  void itReadsWhatItWrites() {
    String text = "{\"a\":[1,-2,3.5,true,false,null,\"x\"],\"b\":{},\"c\":[]}";
    Checks.equal(Json.write(Json.parse(text)), text);
  }

  void itEscapesControlCharactersAndSurrogates() {
    String written = Json.write("\u0000\n\"\\\u007f\ud83d\ude00é");
    Checks.equal(written, "\"\\u0000\\u000a\\\"\\\\\\u007f\\ud83d\\ude00é\"");
    Checks.equal(Json.parse(written), "\u0000\n\"\\\u007f\ud83d\ude00é");
  }

  void itReadsEveryEscape() {
    Checks.equal(Json.parse("\"\\n\\t\\r\\b\\f\\/\\\\\\\"\\u00e9\""), "\n\t\r\b\f/\\\"é");
  }

  void itRefusesWhatIsNoJson() {
    for (String text : Arrays.asList("", "{", "[1,]", "{\"a\"}", "tru", "01", "1 2", "\"\\x\"", "\"\n\"", "\"", "-", "1e", "{\"a\":1,}", "nul", ".5", "\"\\u00g0\""))
      Checks.fails(IllegalArgumentException.class, () -> Json.parse(text));
  }

  void itRefusesADepthThatWouldOverflowTheStack() {
    String deep = String.join("", Collections.nCopies(100_000, "["));
    Checks.fails(IllegalArgumentException.class, () -> Json.parse(deep));
  }

  void itReadsNumbersThatFitNoLongAsDoubles() {
    Checks.equal(Json.parse("9007199254740991"), 9007199254740991L);
    Checks.equal(Json.parse("12345678901234567890"), 12345678901234567890.0);
  }

  void itReadsAbsentMembersAsTheirDefaults() {
    JsonObject object = JsonObject.parse("{\"text\":1,\"whole\":\"x\",\"null\":null}");
    Checks.equal(object.text("text"), null);
    Checks.equal(object.whole("whole", 7), 7L);
    Checks.equal(object.has("null"), false);
    Checks.equal(object.objects("absent").size(), 0);
  }

  void itLeavesNamedMembersOutWhereverTheyAre() {
    JsonObject object = JsonObject.parse("{\"scans\":[{\"age_ms\":1,\"capture\":{\"signature\":\"s\",\"hand\":\"left\"}}],\"age_ms\":2}");
    String without = object.without(new java.util.HashSet<>(Arrays.asList("age_ms", "signature"))).toString();
    Checks.equal(without, "{\"scans\":[{\"capture\":{\"hand\":\"left\"}}]}");
  }
}
