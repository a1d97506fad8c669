package no.samsyn.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import no.samsyn.sync.RefusalKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpOutcomeTest {
  @ParameterizedTest
  @CsvSource({
    "201, BAD_ANSWER, BAD_ANSWER",
    "204, BAD_ANSWER, BAD_ANSWER",
    "206, BAD_ANSWER, BAD_ANSWER",
    "301, NOT_OUR_SERVER, NOT_OUR_SERVER",
    "302, NOT_OUR_SERVER, NOT_OUR_SERVER",
    "304, NOT_OUR_SERVER, NOT_OUR_SERVER",
    "307, NOT_OUR_SERVER, NOT_OUR_SERVER",
    "400, BAD_REQUEST, NOT_OUR_SERVER",
    "401, SIGN_IN_NEEDED, NOT_OUR_SERVER",
    "403, FORBIDDEN, NOT_OUR_SERVER",
    "404, BAD_REQUEST, NOT_OUR_SERVER",
    "405, BAD_REQUEST, NOT_OUR_SERVER",
    "407, NOT_OUR_SERVER, NOT_OUR_SERVER",
    "408, BUSY, BUSY",
    "409, BAD_REQUEST, NOT_OUR_SERVER",
    "410, RESET_NEEDED, NOT_OUR_SERVER",
    "413, TOO_LARGE, TOO_LARGE",
    "415, BAD_REQUEST, NOT_OUR_SERVER",
    "422, BAD_REQUEST, NOT_OUR_SERVER",
    "425, BUSY, BUSY",
    "426, UPGRADE_NEEDED, NOT_OUR_SERVER",
    "429, BUSY, BUSY",
    "451, BAD_REQUEST, NOT_OUR_SERVER",
    "500, SERVER_FAILED, SERVER_FAILED",
    "501, SERVER_FAILED, SERVER_FAILED",
    "502, SERVER_FAILED, SERVER_FAILED",
    "503, BUSY, BUSY",
    "504, SERVER_FAILED, SERVER_FAILED",
    "507, SERVER_FAILED, SERVER_FAILED",
    "511, NOT_OUR_SERVER, NOT_OUR_SERVER",
    "599, SERVER_FAILED, SERVER_FAILED",
    "999, SERVER_FAILED, SERVER_FAILED",
  })
  void eachStatusHasOneMeaning(int status, RefusalKind inOurWords, RefusalKind inForeignWords) {
    assertThat(HttpOutcome.of(status, true)).isEqualTo(inOurWords);
    assertThat(HttpOutcome.of(status, false)).isEqualTo(inForeignWords);
  }

  @Test
  void noForeignStatusStopsTheAccount() {
    assertThat(IntStream.range(201, 1_000).mapToObj(status -> HttpOutcome.of(status, false)))
        .doesNotContain(
            RefusalKind.SIGN_IN_NEEDED,
            RefusalKind.FORBIDDEN,
            RefusalKind.UPGRADE_NEEDED,
            RefusalKind.RESET_NEEDED,
            RefusalKind.BAD_REQUEST);
  }
}
