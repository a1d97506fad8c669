package no.samsyn.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import no.samsyn.model.Value;
import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void aNumberIsSaidBesideWhatItWas() {
    assertThat(Amounts.of("minutes", Value.whole(45), Value.whole(30)))
        .isEqualTo("45 min, 15 more");
    assertThat(Amounts.of("minutes", Value.whole(30), Value.whole(45)))
        .isEqualTo("30 min, 15 less");
    assertThat(Amounts.of("minutes", Value.whole(30), Value.whole(30))).isEqualTo("30 min");
    assertThat(Amounts.of("members", Value.whole(3), Value.absent())).isEqualTo("3");
    assertThat(Amounts.of("amount_ore", Value.whole(12_305), Value.whole(10_000)))
        .isEqualTo("123.05 kr, 23.05 more");
    assertThat(Amounts.of("place", Value.text("Alta"), Value.absent())).isEqualTo("Alta");
  }
}
