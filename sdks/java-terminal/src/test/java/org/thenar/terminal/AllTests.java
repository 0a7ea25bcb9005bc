package org.thenar.terminal;

/** Runs every test: `./build.sh test`. */
public final class AllTests {
  private AllTests() {}

  public static void main(String[] arguments) throws Exception {
    int failed = Checks.run(
        AndroidApiTest.class, JsonTest.class, ProofTest.class, BackoffTest.class, KeyStoreTest.class, StateTest.class,
        OutboxTest.class, ConnectionTest.class, ScanUploadTest.class, SessionTest.class, PollTest.class, PinsTest.class);
    System.exit(failed == 0 ? 0 : 1);
  }
}
