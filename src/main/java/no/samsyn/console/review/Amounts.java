package no.samsyn.console.review;

import java.util.Map;
import no.samsyn.console.FieldTexts;
import no.samsyn.model.Value;

/** Numbers as people say them, beside what they were: "45 min, 15 more". Pure. */
public final class Amounts {
  private static final Map<String, String> UNITS = Map.of("minutes", " min", "km", " km");
  private static final String MONEY = "amount_ore";
  private static final long ORE = 100; // in a krone

  private Amounts() {}

  /** Returns {@code value} of the field in words; {@code before} is absent where there was none. */
  public static String of(String field, Value value, Value before) {
    if (!(value instanceof Value.Whole whole)) {
      return FieldTexts.write(value);
    }
    var words = of(field, whole.number());
    if (!(before instanceof Value.Whole was) || was.number() == whole.number()) {
      return words;
    }
    var more = Math.abs(whole.number() - was.number());
    var sign = whole.number() > was.number() ? " more" : " less";
    return words + ", " + plain(field, more) + sign;
  }

  private static String of(String field, long number) {
    return plain(field, number) + (field.equals(MONEY) ? " kr" : UNITS.getOrDefault(field, ""));
  }

  private static String plain(String field, long number) {
    if (!field.equals(MONEY)) {
      return Long.toString(number);
    }
    var ore = Math.abs(number % ORE);
    return number / ORE + "." + ore / 10 + ore % 10;
  }
}
