package no.samsyn.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import no.samsyn.model.Uuid7;
import org.junit.jupiter.api.Test;

class InstallationTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Installation ONE = new Installation("0a".repeat(32), "", "");
  private static final Installation OTHER = new Installation("0b".repeat(32), "", "");

  private final Random random = new Random(1);

  @Test
  void serverIdsSortAsTheTimesOfTheirKeys() {
    var ids = new ArrayList<String>();
    for (var millis = 0; millis < 20; millis++) {
      var key = Uuid7.mint(NOON.plusMillis(millis), random::nextLong);
      ids.add(ONE.serverId("org", millis % 2 == 0 ? "activity" : "contact", key));
    }
    assertThat(ids).isSorted();
  }

  @Test
  void theSameRecordGetsTheSameServerIdAndEveryOtherRecordAnother() {
    var key = Uuid7.mint(NOON, random::nextLong);
    var id = ONE.serverId("org", "activity", key);
    assertThat(ONE.serverId("org", "activity", key)).isEqualTo(id).matches("s-[0-9a-f]{32}");
    assertThat(
            List.of(
                ONE.serverId("org", "contact", key),
                ONE.serverId("org2", "activity", key),
                OTHER.serverId("org", "activity", key),
                ONE.serverId("org", "activity", Uuid7.mint(NOON, random::nextLong))))
        .doesNotHaveDuplicates()
        .doesNotContain(id)
        .allMatch(Installation::isServerId);
  }

  @Test
  void keysWithoutATimeGetServerIdsAllTheSame() {
    for (var key : List.of("mentor-ola", "6fa459ea-ee8a-3ca4-894e-db77e160355e")) {
      var id = ONE.serverId("org", "activity", key);
      assertThat(Installation.isServerId(id)).isTrue();
      assertThat(id).doesNotContain("6fa459eaee8a").isNotEqualTo(OTHER.serverId("o", "a", key));
    }
  }
}
