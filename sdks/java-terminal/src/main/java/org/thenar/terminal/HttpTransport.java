package org.thenar.terminal;

import java.io.IOException;

/** Sends one request once. It never repeats by itself: a proof serves once. */
interface HttpTransport {
  HttpAnswer exchange(HttpCall call, Cancellation cancellation) throws IOException;
}
