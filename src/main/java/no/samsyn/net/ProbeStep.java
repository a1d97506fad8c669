package no.samsyn.net;

/**
 * One step of a connection test.
 *
 * @param sentence what was found, in plain English
 * @param advice what to do about it; empty where there is nothing to do
 * @param code of the {@link Failure}, stable, for translations; empty where there is none
 */
public record ProbeStep(Name name, Result result, String sentence, String advice, String code) {
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
    return new ProbeStep(name, Result.OK, sentence, "", "");
  }

  static ProbeStep failed(Name name, String sentence, String advice) {
    return new ProbeStep(name, Result.FAILED, sentence, advice, "");
  }

  static ProbeStep failed(Name name, Failure why) {
    return new ProbeStep(name, Result.FAILED, why.sentence(), why.advice(), why.code());
  }

  static ProbeStep skipped(Name name, String sentence) {
    return new ProbeStep(name, Result.SKIPPED, sentence, "", "");
  }
}
