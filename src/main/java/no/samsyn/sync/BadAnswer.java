package no.samsyn.sync;

/**
 * The server's answer contradicts itself or us. Thrown inside the settling transaction, so that
 * nothing of it stands.
 */
final class BadAnswer extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String what;

  BadAnswer(String what) {
    super(what);
    this.what = what;
  }

  String what() {
    return what;
  }
}
