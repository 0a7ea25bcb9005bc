import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.thenar.terminal.Capture;
import org.thenar.terminal.CaptureAnswer;
import org.thenar.terminal.CaptureFailedException;
import org.thenar.terminal.CaptureRequest;
import org.thenar.terminal.CaptureSource;
import org.thenar.terminal.CommandHandler;
import org.thenar.terminal.FileKeyStore;
import org.thenar.terminal.JsonObject;
import org.thenar.terminal.QueueFullException;
import org.thenar.terminal.RegistrationCode;
import org.thenar.terminal.ScanResult;
import org.thenar.terminal.Session;
import org.thenar.terminal.Terminal;
import org.thenar.terminal.TerminalListener;
import org.thenar.terminal.TerminalOptions;

/**
 * A palm terminal whose camera is a folder of pictures. It pairs, serves enrollment sessions, and scans on request on
 * standard input: `scan FILE` keeps a scan. What happens comes out as lines of JSON.
 *
 *   java -cp build/thenar-terminal.jar:build/example Main --gateway URL --pictures DIR
 */
public final class Main {
  private static final int PASSWORD_BYTES = 24;

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> given = read(arguments);
    File folder = new File(given.getOrDefault("--state", "terminal-state"));
    TerminalOptions options =
        new TerminalOptions(given.getOrDefault("--gateway", "http://127.0.0.1:3000"), folder, FileKeyStore.open(folder, password(folder)));
    options.serialNumber = given.getOrDefault("--serial", "JAVA-1");
    options.model = "Java example";
    options.osVersion = "java " + System.getProperty("java.version");
    options.listener = new Lines();
    options.health = () -> JsonObject.create().with("storage_free_mb", folder.getUsableSpace() / 1_000_000);
    options.commands = new Commands();
    Terminal terminal = Terminal.open(options);
    Runtime.getRuntime().addShutdownHook(new Thread(terminal::close));
    String kind = given.getOrDefault("--kind", "roi");
    startReading(terminal, kind);
    terminal.run(new Folder(given.get("--pictures"), kind));
  }

  /** Each scan that was named on standard input is on the disk before its line comes out. */
  private static void startReading(Terminal terminal, String kind) {
    Thread reader = new Thread(() -> {
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      try {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.startsWith("scan ")) keep(terminal, line.substring("scan ".length()), kind);
        }
      } catch (IOException closed) {
        // nobody asks for scans any more
      }
    });
    reader.setDaemon(true);
    reader.start();
  }

  private static void keep(Terminal terminal, String file, String kind) {
    try {
      String ref = terminal.queueScan(capture(new File(file), kind, Capture.Hand.UNKNOWN));
      print(event("kept").with("file", file).with("scan_ref", ref));
    } catch (IOException | QueueFullException trouble) {
      print(event("trouble").with("message", trouble.toString()));
    }
  }

  private static Capture capture(File file, String kind, Capture.Hand hand) throws IOException {
    return Capture.of(Files.readAllBytes(file.toPath()), kind.equals("hand") ? Capture.Kind.HAND : Capture.Kind.ROI, hand);
  }

  /** Pictures in any order, none twice before each had its turn. */
  private static final class Folder implements CaptureSource {
    private final String path;
    private final String kind;
    private final List<File> waiting = new ArrayList<>();

    Folder(String path, String kind) {
      this.path = path;
      this.kind = kind;
    }

    @Override
    public Capture take(CaptureRequest request) throws CaptureFailedException {
      if (waiting.isEmpty()) refill();
      String hand = request.session().hand();
      Capture.Hand shown = "left".equals(hand) ? Capture.Hand.LEFT : "right".equals(hand) ? Capture.Hand.RIGHT : Capture.Hand.UNKNOWN;
      try {
        return capture(waiting.remove(0), kind, shown);
      } catch (IOException trouble) {
        throw new CaptureFailedException("no_camera", trouble.getMessage());
      }
    }

    private void refill() throws CaptureFailedException {
      File[] files = path == null ? null : new File(path).listFiles();
      if (files == null || files.length == 0) throw new CaptureFailedException("no_camera", "no pictures: --pictures DIR");
      waiting.addAll(Arrays.asList(files));
      Collections.shuffle(waiting);
    }
  }

  private static final class Commands implements CommandHandler {
    @Override
    public void identifySelf() {
      print(event("identify_self"));
    }

    @Override
    public String logs() {
      return "nothing out of the ordinary";
    }

    @Override
    public void restart() {
      print(event("restart"));
      System.exit(0); // whatever supervises this process starts it again
    }
  }

  /** What happens, for programs and people who read JSON. */
  private static final class Lines implements TerminalListener {
    @Override
    public void onState(State state) {
      print(event("state").with("state", state.name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public void onRegistrationCode(RegistrationCode code) {
      print(event("code").with("registration_code", code.code()).with("expires_in", code.expiresInS()));
    }

    @Override
    public void onPaired(String deviceId) {
      print(event("paired").with("device_id", deviceId));
    }

    @Override
    public void onSession(Session session) {
      print(event("session").with("session_id", session.id()).with("status", session.status()).with("failure_code", session.failureCode()));
    }

    @Override
    public void onCapture(CaptureAnswer answer) {
      print(event("capture").with("accepted", answer.isAccepted()).with("reason", answer.reason()).with("hint", answer.hint()));
    }

    @Override
    public void onScan(ScanResult result) {
      print(event("scan").with("scan_ref", result.scanRef()).with("status", result.status()).with("welcome", result.isWelcome()));
    }

    @Override
    public void onTrouble(Exception trouble, long nextAttemptInMs) {
      print(event("trouble").with("message", trouble.toString()).with("next_attempt_in_ms", nextAttemptInMs));
    }
  }

  private static JsonObject event(String name) {
    return JsonObject.create().with("event", name);
  }

  private static synchronized void print(JsonObject line) {
    System.out.println(line);
    System.out.flush();
  }

  /** From the environment, or made once and kept beside the keys: that protects no more than the folder's permissions do. */
  private static char[] password(File folder) throws IOException {
    String given = System.getenv("THENAR_KEY_PASSWORD");
    if (given != null) return given.toCharArray();
    File file = new File(folder, "password");
    if (!file.exists()) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      Files.createDirectories(folder.toPath());
      File unfinished = new File(folder, "password.new");
      Files.write(unfinished.toPath(), Base64.getEncoder().encode(random));
      if (!unfinished.renameTo(file)) throw new IOException("cannot write " + file);
    }
    return new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8).toCharArray();
  }

  private static Map<String, String> read(String[] arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) given.put(arguments[i], arguments[i + 1]);
    if (arguments.length % 2 == 0 && Arrays.asList("--gateway", "--state", "--serial", "--pictures", "--kind").containsAll(given.keySet())) {
      return given;
    }
    System.err.println("Main --gateway URL [--state DIR] [--serial N] [--pictures DIR] [--kind roi|hand]");
    System.exit(2);
    throw new IllegalStateException();
  }
}
