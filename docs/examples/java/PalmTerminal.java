import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A palm terminal in one file: pairs, waits for an enrollment, sends captures. Everything in it exists on Android (API 26).
 * On a device take the key from the Android Keystore and the JSON from org.json; the regular expressions here stand for it.
 *
 *   javac PalmTerminal.java && java PalmTerminal http://127.0.0.1:3000 palm-1.png palm-2.png palm-3.png
 */
public final class PalmTerminal {
  private static final int ATTEMPTS = 8;
  private static final int WAIT_S = 20;

  private final String origin;
  private final KeyPair key;
  private String nonce;
  private String token;

  private PalmTerminal(String origin) throws GeneralSecurityException {
    this.origin = origin;
    // on Android: KeyPairGenerator.getInstance("EC", "AndroidKeyStore") with a KeyGenParameterSpec
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    this.key = generator.generateKeyPair();
  }

  public static void main(String[] arguments) throws Exception {
    PalmTerminal terminal = new PalmTerminal(arguments[0]);
    terminal.pair();
    terminal.enroll(Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  /** Shows a code until somebody has typed it, then fetches the access token. */
  private void pair() throws Exception {
    String registration =
        ask("/v1/terminal/registrations", "{\"serial_number\":\"JAVA-1\",\"model\":\"Java example\",\"app_version\":\"1.0\"}");
    System.out.println("code " + text(registration, "registration_code"));
    String path = "/v1/terminal/registrations/" + text(registration, "registration_id") + "/poll";
    while (true) {
      String progress = ask(path, "{}");
      if (text(progress, "status").equals("registered")) break;
      Thread.sleep(1000L * Integer.parseInt(number(progress, "interval")));
    }
    token = text(ask("/v1/terminal/token", "{}"), "access_token");
    System.out.println("registered");
  }

  /** Waits for a session, takes it up and sends captures until the gateway is content. */
  private void enroll(String[] pictures) throws Exception {
    String session = "";
    while (session.isEmpty()) {
      String news = ask("/v1/terminal/poll", "{\"wait_s\":" + WAIT_S + ",\"app_version\":\"1.0\"}");
      Matcher offered = Pattern.compile("\"session\":\\{\"session_id\":\"([^\"]+)\"").matcher(news);
      if (offered.find()) session = offered.group(1);
    }
    String at = "/v1/terminal/sessions/" + session;
    String answer = ask(at + "/ack", "{}");
    for (int i = 0; i < pictures.length; i++) {
      byte[] picture = Files.readAllBytes(Paths.get(pictures[i]));
      String capture = "{\"image\":\"" + Base64.getEncoder().encodeToString(picture) + "\",\"kind\":\"roi\",\"hand\":\"left\"}";
      String body = "{\"seq\":" + (i + 1) + ",\"challenge\":\"" + text(answer, "challenge") + "\",\"capture\":" + capture + "}";
      answer = ask(at + "/captures", body);
      System.out.println("session " + text(answer, "status"));
      if (answer.contains("\"challenge\":null")) return; // the session takes no more
    }
  }

  /** Asks again with the gateway's nonce, and after trouble that may pass: every question of the protocol may be repeated. */
  private String ask(String path, String body) throws Exception {
    for (int attempt = 1; ; attempt++) {
      int status;
      String answer;
      try {
        HttpURLConnection connection = (HttpURLConnection) new URL(origin + path).openConnection();
        connection.setRequestMethod("POST");
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout((WAIT_S + 10) * 1000);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("DPoP", proof(path));
        if (token != null) connection.setRequestProperty("Authorization", "DPoP " + token);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        status = connection.getResponseCode();
        String fresh = connection.getHeaderField("DPoP-Nonce");
        if (fresh != null) nonce = fresh;
        answer = read(status < 400 ? connection.getInputStream() : connection.getErrorStream());
      } catch (IOException trouble) {
        status = 503;
        answer = trouble.toString();
      }
      if (status < 400) return answer;
      boolean staleNonce = status == 401 && answer.contains("\"use_dpop_nonce\"");
      boolean mayPass = status >= 500 || status == 408 || status == 429;
      if (attempt == ATTEMPTS || !(staleNonce || mayPass)) throw new IOException(status + " " + answer);
      if (!staleNonce) Thread.sleep((long) (Math.min(30, 1 << (attempt - 1)) * 1000 * (0.7 + Math.random() * 0.6)));
    }
  }

  /** RFC 9449: a JWT that only this key can sign, for this request alone. */
  private String proof(String path) throws GeneralSecurityException {
    ECPublicKey open = (ECPublicKey) key.getPublic();
    String jwk =
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + base64(fixed(open.getW().getAffineX()))
            + "\",\"y\":\"" + base64(fixed(open.getW().getAffineY())) + "\"}";
    String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + jwk + "}";
    StringBuilder claims = new StringBuilder("{\"htm\":\"POST\",\"htu\":\"").append(origin).append(path).append('"');
    claims.append(",\"jti\":\"").append(UUID.randomUUID()).append('"');
    claims.append(",\"iat\":").append(System.currentTimeMillis() / 1000);
    if (nonce != null) claims.append(",\"nonce\":\"").append(nonce).append('"');
    if (token != null) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      claims.append(",\"ath\":\"").append(base64(digest)).append('"');
    }
    claims.append('}');
    String signed = base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + base64(raw(signature.sign()));
  }

  /** DER (30 len 02 len r 02 len s) to the 64 bytes r‖s that a JWT carries. */
  private static byte[] raw(byte[] der) {
    int lengthOfR = der[3];
    byte[] r = fixed(new BigInteger(1, Arrays.copyOfRange(der, 4, 4 + lengthOfR)));
    int startOfS = 6 + lengthOfR;
    byte[] s = fixed(new BigInteger(1, Arrays.copyOfRange(der, startOfS, startOfS + der[startOfS - 1])));
    byte[] both = Arrays.copyOf(r, 64);
    System.arraycopy(s, 0, both, 32, 32);
    return both;
  }

  /** Exactly 32 bytes, without the sign that BigInteger adds. */
  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    for (int length = in.read(some); length >= 0; length = in.read(some)) out.write(some, 0, length);
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }

  private static String text(String json, String name) {
    return find(json, "\"" + name + "\":\"([^\"]*)\"");
  }

  private static String number(String json, String name) {
    return find(json, "\"" + name + "\":(\\d+)");
  }

  private static String find(String json, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(json);
    if (!found.find()) throw new IllegalStateException("not in the answer: " + pattern);
    return found.group(1);
  }
}
