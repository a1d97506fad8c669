package no.samsyn.console;

/**
 * One step of the doctor's round.
 *
 * @param name stable, for programs
 * @param sentence what was found
 * @param advice what to do about it; empty where there is nothing to do
 * @param code why it failed, stable, for translations; empty where nothing more is known
 */
public record Check(String name, Result result, String sentence, String advice, String code) {
  /** The words stand in JSON; never rename. */
  public enum Result {
    OK("ok"),
    FAILED("failed"),
    SKIPPED("skipped");

    private final String word;

    Result(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public static Check ok(String name, String sentence) {
    return new Check(name, Result.OK, sentence, "", "");
  }

  public static Check failed(String name, String sentence, String advice) {
    return new Check(name, Result.FAILED, sentence, advice, "");
  }

  public static Check skipped(String name, String sentence) {
    return new Check(name, Result.SKIPPED, sentence, "", "");
  }
}
