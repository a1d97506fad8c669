package no.samsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WhenTest {
  private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void timesAreSaidAsPeopleSayThemInTheirOwnZone() {
    assertThat(say("2026-11-20T08:14:00Z")).isEqualTo("today 09:14");
    assertThat(say("2026-11-19T22:59:00Z")).isEqualTo("yesterday 23:59");
    assertThat(say("2026-11-20T23:30:00Z")).isEqualTo("tomorrow 00:30");
    assertThat(say("2026-11-02T07:00:00Z")).isEqualTo("2026-11-02 08:00");
    assertThat(When.of(Instant.EPOCH, NOW, OSLO)).isEqualTo("never");
  }

  private static String say(String at) {
    return When.of(Instant.parse(at), NOW, OSLO);
  }
}
