package no.samsyn.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final String DATE = "Fri, 20 Nov 2026 08:00:00 GMT";

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "007, 7",
    "' 120 ', 120",
    "3600, 3600",
    "3601, 3600",
    "315360000, 3600",
    "99999999999999999999999999, 3600",
    "-5, 1",
    "-99999999999999999999999999, 1",
    "12.5, 0",
    "soon, 0",
    "'', 0",
    "'5, 6', 0",
    "٥, 0",
    "'Fri, 20 Nov 2026 08:00:30 GMT', 30",
    "'Fri, 20 Nov 2026 07:00:00 GMT', 1",
    "'Sat, 20 Nov 2136 08:00:00 GMT', 0",
    "'Tue, 20 Nov 2136 08:00:00 GMT', 3600",
    "'Fri, 31 Feb 2026 08:00:00 GMT', 0",
  })
  void aWishIsClampedAndNonsenseIsNone(String wish, long seconds) {
    assertThat(RetryAfter.parse(wish, DATE)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void noHeaderIsNoWish() {
    assertThat(RetryAfter.parse(null, DATE)).isZero();
  }

  @Test
  void aDateWithoutTheServersOwnDateIsNoWishBecauseDeviceClocksLie() {
    assertThat(RetryAfter.parse("Fri, 20 Nov 2026 08:00:30 GMT", null)).isZero();
    assertThat(RetryAfter.parse("Fri, 20 Nov 2026 08:00:30 GMT", "yesterday")).isZero();
  }
}
