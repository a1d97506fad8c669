package no.samsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ConnectException",
        "EOFException",
        "foreign-content",
        "http-501",
        "SERVER_FAILED",
        "server-failed"
      })
  void aCodeBecomesASentence(String code) {
    assertThat(Reasons.sentence(code)).contains(" ").doesNotContain(code);
  }

  @Test
  void wordsStayAsTheyAre() {
    var words = "Somebody else changed the record meanwhile";
    assertThat(Reasons.sentence(words)).isEqualTo(words);
  }
}
