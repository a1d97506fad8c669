package no.samsyn.ui.common;

import no.samsyn.console.Trouble;
import no.samsyn.model.Problem;

/** Says in the language of the screen what the use cases say in codes. */
public final class TroubleTexts {
  private TroubleTexts() {}

  /** Returns one sentence: what happened, whether data is safe, what to do. */
  public static String of(I18n words, Trouble trouble) {
    var key = "trouble." + trouble.code();
    return words.has(key) ? words.text(key) : words.text("trouble.other", trouble.code());
  }

  /** Returns what is wrong with a field, without its name. */
  public static String of(I18n words, Problem problem) {
    var key = "problem." + problem.code();
    return words.has(key) ? words.text(key) : words.text("problem.other");
  }
}
