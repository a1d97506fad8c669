package no.samsyn.console.review;

import java.util.ArrayList;
import java.util.Locale;
import no.samsyn.console.Near;
import no.samsyn.console.Trouble;

/** Constants as a person types them: {@code THEIRS_IF_MENTOR} is {@code theirs-if-mentor}. Pure. */
public final class Spelling {
  private Spelling() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the constant that {@code word} means, or throws a {@link Trouble} that names all. */
  public static <E extends Enum<E>> E read(Class<E> type, String option, String word) {
    var words = new ArrayList<String>();
    for (var constant : type.getEnumConstants()) {
      if (of(constant).equals(word)) {
        return constant;
      }
      words.add(of(constant));
    }
    throw Trouble.wrongUse(
        "unknown-word",
        option
            + " cannot be "
            + word
            + "."
            + Near.question(word, words)
            + " It can be: "
            + String.join(", ", words)
            + ".");
  }
}
