package no.samsyn.net;

/**
 * An answer that came whole but cannot be what a server of ours says. Stays inside this package,
 * where it becomes a refusal with {@code code}; never repeats what was in the answer.
 */
final class BadAnswer extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  BadAnswer(String code) {
    super(code);
    this.code = code;
  }

  String code() {
    return code;
  }
}
