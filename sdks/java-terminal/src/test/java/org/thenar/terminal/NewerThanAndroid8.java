package org.thenar.terminal;

import java.net.http.HttpClient;
import java.util.List;

/** What the library must not use, so that the test is known to see it. */
final class NewerThanAndroid8 {
  List<HttpClient> clients() {
    return List.of(HttpClient.newHttpClient());
  }
}
