package no.samsyn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.Test;

class Uuid7Test {
  private final SeededChance chance = new SeededChance(1);

  @Test
  void itIsAUuidOfVersionSevenThatTellsItsTime() {
    var now = Instant.parse("2026-11-20T08:00:00.123Z");
    var uuid = UUID.fromString(Uuid7.mint(now, chance));
    assertThat(uuid.version()).isEqualTo(7);
    assertThat(uuid.variant()).isEqualTo(2);
    assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
  }

  @Test
  void laterOnesSortLaterAndNoneRepeats() {
    var seen = new HashSet<String>();
    var last = "";
    for (var millis = 0; millis < 1_000; millis++) {
      var minted = Uuid7.mint(Instant.ofEpochMilli(1_800_000_000_000L + millis), chance);
      assertThat(minted).isGreaterThan(last);
      assertThat(seen.add(minted)).isTrue();
      last = minted;
    }
  }

  @Test
  void aClockOfLongAgoOrFarAheadStillMints() {
    for (var clock :
        new String[] {"1970-01-01T00:00:00Z", "2106-02-07T06:28:16Z", "9999-12-31T23:59:59Z"}) {
      assertThat(UUID.fromString(Uuid7.mint(Instant.parse(clock), chance)).version()).isEqualTo(7);
    }
  }
}
