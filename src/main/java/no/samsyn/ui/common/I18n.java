package no.samsyn.ui.common;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import no.samsyn.model.Time;

/**
 * Words, dates and numbers of one language. Never asks for the machine's locale. Immutable.
 *
 * <p>Texts hold {@code {0}}, {@code {1}} where a value belongs; quotation marks mean themselves.
 */
public final class I18n {
  private static final int DAY_LENGTH = 10; // of 2026-12-01
  private static final double ORE = 100.0; // in a krone
  private static final long KILOBYTE = 1_024;

  private final Language language;
  private final ResourceBundle bundle;
  private final Time time;
  private final ZoneId zone;

  public I18n(Language language, Time time, ZoneId zone) {
    this.language = language;
    this.bundle = read(language);
    this.time = time;
    this.zone = zone;
  }

  private static ResourceBundle read(Language language) {
    var name = "/i18n/messages_" + language.code() + ".properties";
    try (var stream = Objects.requireNonNull(I18n.class.getResourceAsStream(name), name)) {
      return new PropertyResourceBundle(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own texts cannot be read", e);
    }
  }

  public Language language() {
    return language;
  }

  public ResourceBundle bundle() {
    return bundle;
  }

  public boolean has(String key) {
    return bundle.containsKey(key);
  }

  /** Returns the text of {@code key} with {@code values} in their places. */
  public String text(String key, Object... values) {
    String text;
    try {
      text = bundle.getString(key);
    } catch (MissingResourceException e) {
      throw new IllegalArgumentException("no text for " + key + " in " + language.code(), e);
    }
    for (var i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }

  /** Returns the text for one, for none or for many, with the number in place of {@code {0}}. */
  public String count(String key, long number) {
    if (number == 0 && bundle.containsKey(key + ".none")) {
      return text(key + ".none");
    }
    return text(number == 1 ? key + ".one" : key + ".many", number(number));
  }

  public String number(long number) {
    return NumberFormat.getIntegerInstance(language.locale()).format(number);
  }

  /** Writes an amount in øre as kroner. */
  public String kroner(long ore) {
    var format = NumberFormat.getNumberInstance(language.locale());
    format.setMinimumFractionDigits(2);
    format.setMaximumFractionDigits(2);
    return format.format(ore / ORE);
  }

  public String bytes(long bytes) {
    if (bytes < KILOBYTE) {
      return text("unit.bytes", number(bytes));
    }
    if (bytes < KILOBYTE * KILOBYTE) {
      return text("unit.kilobytes", number(bytes / KILOBYTE));
    }
    var mega = bytes / KILOBYTE / KILOBYTE;
    return mega < 10 * KILOBYTE // four figures are still read at a glance
        ? text("unit.megabytes", number(mega))
        : text("unit.gigabytes", number(mega / KILOBYTE));
  }

  /**
   * Returns a name that begins with a day, as records without one have it, with the day in words.
   */
  public String withDay(String name) {
    try {
      return name.length() < DAY_LENGTH
          ? name
          : date(LocalDate.parse(name.substring(0, DAY_LENGTH))) + name.substring(DAY_LENGTH);
    } catch (DateTimeParseException e) {
      return name; // as most do, it begins with something else
    }
  }

  public String seconds(Duration length) {
    var format = NumberFormat.getNumberInstance(language.locale());
    format.setMinimumFractionDigits(1);
    format.setMaximumFractionDigits(1);
    return text("unit.seconds", format.format(length.toMillis() / 1000.0));
  }

  public ZoneId zone() {
    return zone;
  }

  public LocalDate today() {
    return time.now().atZone(zone).toLocalDate();
  }

  public String date(LocalDate date) {
    return DateTimeFormatter.ofPattern(text("format.date"), language.locale()).format(date);
  }

  /** Writes a day of this half year without its year: 23. nov. */
  public String shortDate(LocalDate date) {
    return DateTimeFormatter.ofPattern(text("format.day"), language.locale()).format(date);
  }

  public String clock(Instant at) {
    return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
        .withLocale(language.locale())
        .format(at.atZone(zone));
  }

  /** Says a time as people do: today 09:14, yesterday 17:02, never. */
  public String when(Instant at) {
    if (at.equals(Instant.EPOCH)) {
      return text("when.never");
    }
    var day = at.atZone(zone).toLocalDate();
    var days = ChronoUnit.DAYS.between(day, today());
    if (days == 0) {
      return text("when.today", clock(at));
    } else if (days == 1) {
      return text("when.yesterday", clock(at));
    } else if (days == -1) {
      return text("when.tomorrow", clock(at));
    }
    return date(day) + " " + clock(at);
  }
}
