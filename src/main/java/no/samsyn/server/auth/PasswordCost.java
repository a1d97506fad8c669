package no.samsyn.server.auth;

/** How much work one hash is. Stored with each hash, so that it can grow later. */
public record PasswordCost(int memoryKib, int iterations) {
  /** The figures that OWASP's password storage cheat sheet names first. */
  public static final PasswordCost STANDARD = new PasswordCost(19_456, 2);

  /** For passwords that everybody knows: practice and tests. */
  public static final PasswordCost TRIFLING = new PasswordCost(64, 1);
}
