package no.samsyn.net;

/**
 * One step of a connection test.
 *
 * @param sentence what was found, in plain English
 * @param advice what to do about it; empty where there is nothing to do
 */
public record ProbeStep(Name name, Result result, String sentence, String advice) {
  /** The steps, in the order in which they are reported. */
  public enum Name {
    PROXY,
    DNS,
    TCP,
    TLS,
    HEALTH,
    SIGN_IN,
    CLOCK
  }

  /** Whether a step went well. */
  public enum Result {
    OK,
    FAILED,
    SKIPPED
  }

  static ProbeStep ok(Name name, String sentence) {
    return new ProbeStep(name, Result.OK, sentence, "");
  }

  static ProbeStep failed(Name name, String sentence, String advice) {
    return new ProbeStep(name, Result.FAILED, sentence, advice);
  }

  static ProbeStep skipped(Name name, String sentence) {
    return new ProbeStep(name, Result.SKIPPED, sentence, "");
  }
}
