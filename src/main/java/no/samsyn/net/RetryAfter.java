package no.samsyn.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asked us to wait. Pure: a date is read against the same answer's {@code Date},
 * so that no device clock has a say.
 */
final class RetryAfter {
  static final Duration MIN = Duration.ofSeconds(1);
  static final Duration MAX = Duration.ofHours(1);

  private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,100}");
  private static final int DIGITS_MAX = 6; // a million seconds is far beyond MAX

  private RetryAfter() {}

  /**
   * Returns the wish, clamped to 1 s to 1 h; zero where there is none that can be understood.
   *
   * @param retryAfter the header of that name
   * @param date the answer's {@code Date} header
   */
  static Duration parse(@Nullable String retryAfter, @Nullable String date) {
    if (retryAfter == null) {
      return Duration.ZERO;
    }
    var wish = retryAfter.trim();
    if (SECONDS.matcher(wish).matches()) {
      return ofSeconds(wish);
    }
    try {
      var until = instant(wish);
      return date == null ? Duration.ZERO : clamp(Duration.between(instant(date.trim()), until));
    } catch (DateTimeException e) {
      return Duration.ZERO; // not a wish that anybody could obey
    }
  }

  private static Duration ofSeconds(String wish) {
    if (wish.startsWith("-")) {
      return MIN;
    }
    var digits = wish.replaceFirst("^0+", "");
    return digits.length() > DIGITS_MAX
        ? MAX
        : clamp(Duration.ofSeconds(digits.isEmpty() ? 0 : Long.parseLong(digits)));
  }

  private static Instant instant(String httpDate) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate, Instant::from);
  }

  private static Duration clamp(Duration wish) {
    if (wish.compareTo(MIN) < 0) {
      return MIN;
    }
    return wish.compareTo(MAX) > 0 ? MAX : wish;
  }
}
