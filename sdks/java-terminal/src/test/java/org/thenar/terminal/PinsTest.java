package org.thenar.terminal;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

final class PinsTest {
  private final FakeClock clock = new FakeClock();
  private final PinnedKeys pins = new PinnedKeys(clock);

  void itTakesNoPinsThatDoNotFitThePresentConnection() {
    Checks.equal(pins.apply(Arrays.asList("a", "b")), false);
    Checks.equal(pins.allows(Collections.singletonList("c")), true);
  }

  void itTakesNoSinglePin() {
    pins.restore(Collections.<String>emptyList());
    Checks.equal(pins.apply(Collections.singletonList("a")), false);
  }

  void itRefusesAnotherKeyAndGivesUpAfterADayWithoutContact() {
    pins.restore(Arrays.asList("a", "b"));
    Checks.equal(pins.allows(Arrays.asList("x", "b")), true);
    Checks.equal(pins.allows(Collections.singletonList("x")), false);
    clock.elapsedMs += PinnedKeys.GIVE_UP_AFTER_MS + 1;
    Checks.equal(pins.allows(Collections.singletonList("x")), true);
  }

  void itIsFreedByAConfigurationWithoutPins() {
    pins.restore(Arrays.asList("a", "b"));
    Checks.equal(pins.apply(Collections.<String>emptyList()), true);
    Checks.equal(pins.allows(Collections.singletonList("x")), true);
  }

  void itSendsNothingToAServerWhoseKeyIsNotPinned() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    Certificate certificate = SelfSignedCertificate.of(pair);
    SSLContext tls = contextOf(pair, certificate);
    HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    AtomicInteger requests = new AtomicInteger();
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", exchange -> {
      requests.incrementAndGet();
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    server.start();
    SSLSocketFactory before = HttpsURLConnection.getDefaultSSLSocketFactory();
    HostnameVerifier namesBefore = HttpsURLConnection.getDefaultHostnameVerifier();
    HttpsURLConnection.setDefaultSSLSocketFactory(tls.getSocketFactory());
    HttpsURLConnection.setDefaultHostnameVerifier((name, session) -> true);
    try {
      UrlConnectionTransport transport = new UrlConnectionTransport(pins);
      String address = "https://127.0.0.1:" + server.getAddress().getPort() + "/";
      HttpCall call = new HttpCall("POST", address, new byte[] {1}, 5_000, 5_000);
      Checks.equal(transport.exchange(call, new Cancellation()).status, 204);
      Checks.equal(pins.apply(Arrays.asList("sha256/" + PinnedKeys.pinOf(certificate), "sha256/another")), true);
      Checks.equal(transport.exchange(call, new Cancellation()).status, 204);
      pins.restore(Arrays.asList("another", "and another"));
      Checks.fails(SSLPeerUnverifiedException.class, () -> transport.exchange(call, new Cancellation()));
      Checks.equal(requests.get(), 2);
    } finally {
      HttpsURLConnection.setDefaultSSLSocketFactory(before);
      HttpsURLConnection.setDefaultHostnameVerifier(namesBefore);
      server.stop(0);
    }
  }

  private static SSLContext contextOf(KeyPair pair, Certificate certificate) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("server", pair.getPrivate(), new char[0], new Certificate[] {certificate});
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, new char[0]);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("server", certificate);
    trusted.init(roots);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return tls;
  }
}
