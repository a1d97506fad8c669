package no.samsyn.audit;

import java.io.IOException;

/** A file that no writer of ours can have written. Never leaves the package. */
final class UnreadableBundle extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableBundle(String reason) {
    super(reason);
  }

  String reason() {
    var message = getMessage();
    return message == null ? "" : message;
  }
}
