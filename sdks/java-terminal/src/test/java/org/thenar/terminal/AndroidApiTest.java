package org.thenar.terminal;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The library uses only what Android 8 (API 26) has. `api/android-26.txt` lists every class, method and field outside of the
 * library that its compiled classes may refer to; each was looked up in the API of that version before it was added.
 */
final class AndroidApiTest {
  private static final int JAVA_11 = 55;
  private static final String OWN = "org/thenar/terminal/";

  void itRefersOnlyToWhatTheListAllows() throws Exception {
    Set<String> allowed = new HashSet<>();
    for (String line : Files.readAllLines(Paths.get("api/android-26.txt"))) if (!line.startsWith("#")) allowed.add(line.trim());
    Set<String> others = new TreeSet<>(references());
    others.removeAll(allowed);
    Checks.equal(others.toString(), "[]");
  }

  void itListsNothingThatIsNotUsed() throws Exception {
    Set<String> unused = new TreeSet<>();
    for (String line : Files.readAllLines(Paths.get("api/android-26.txt"))) if (!line.startsWith("#")) unused.add(line.trim());
    unused.removeAll(references());
    Checks.equal(unused.toString(), "[]");
  }

  void itSeesWhatAndroid8DoesNotHave() throws Exception {
    File compiled = new File(AndroidApiTest.class.getResource("NewerThanAndroid8.class").toURI());
    Set<String> references = new ClassFile(compiled).references;
    Checks.isTrue(references.contains("java/util/List.of(Ljava/lang/Object;)Ljava/util/List;"), "List.of is not seen");
    Checks.isTrue(references.contains("java/net/http/HttpClient"), "HttpClient is not seen");
  }

  void itIsCompiledForJava11() throws Exception {
    for (File file : classes()) Checks.equal(new ClassFile(file).majorVersion, JAVA_11);
  }

  private static Set<String> references() throws Exception {
    Set<String> references = new TreeSet<>();
    for (File file : classes()) references.addAll(new ClassFile(file).references);
    references.removeIf(name -> name.startsWith(OWN));
    return references;
  }

  private static List<File> classes() throws Exception {
    File folder = new File(new File(Terminal.class.getProtectionDomain().getCodeSource().getLocation().toURI()), OWN);
    List<File> classes = new ArrayList<>();
    for (File file : folder.listFiles()) if (file.getName().endsWith(".class")) classes.add(file);
    Checks.isTrue(classes.size() > 40, "the library's classes were not found");
    return classes;
  }

  /** Prints the list as it would have to be. */
  public static void main(String[] arguments) throws Exception {
    for (String reference : references()) System.out.println(reference);
  }
}
