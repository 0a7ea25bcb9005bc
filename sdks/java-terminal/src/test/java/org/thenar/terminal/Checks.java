package org.thenar.terminal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/** What a test needs and nothing else: every method of a class whose name begins with `it` is a test. */
final class Checks {
  private Checks() {}

  /** @return how many failed */
  static int run(Class<?>... classes) throws ReflectiveOperationException {
    int failed = 0;
    int passed = 0;
    for (Class<?> tests : classes) {
      Method[] methods = tests.getDeclaredMethods();
      Arrays.sort(methods, Comparator.comparing(Method::getName));
      for (Method method : methods) {
        if (!method.getName().startsWith("it")) continue;
        try {
          method.invoke(tests.getDeclaredConstructor().newInstance());
          passed++;
        } catch (InvocationTargetException failure) {
          failed++;
          System.out.println("FAILED " + tests.getSimpleName() + "." + method.getName());
          failure.getCause().printStackTrace(System.out);
        }
      }
    }
    System.out.println(passed + " passed, " + failed + " failed");
    return failed;
  }

  static void equal(Object found, Object expected) {
    if (!Objects.equals(found, expected)) throw new AssertionError("expected " + expected + ", found " + found);
  }

  static void isTrue(boolean fact, String otherwise) {
    if (!fact) throw new AssertionError(otherwise);
  }

  /** Something that is expected to throw. */
  interface Attempt {
    void run() throws Exception;
  }

  static <T extends Throwable> T fails(Class<T> with, Attempt attempt) {
    try {
      attempt.run();
    } catch (Throwable thrown) {
      if (with.isInstance(thrown)) return with.cast(thrown);
      throw new AssertionError("expected " + with.getSimpleName(), thrown);
    }
    throw new AssertionError("nothing was thrown, expected " + with.getSimpleName());
  }
}
