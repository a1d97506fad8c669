package no.samsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import no.samsyn.audit.AuditFilter.By;
import org.junit.jupiter.api.Test;

class AuditFilterTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final ChainLink LINK =
      new ChainLink("org", 1, NOON, "saved", "activity", "applied", ChainHead.GENESIS);

  private static boolean matches(AuditFilter filter) {
    return filter.matches(LINK, "kari", "key-1");
  }

  @Test
  void eachThingAskedForMustMatch() {
    assertThat(matches(AuditFilter.ALL)).isTrue();
    var hits = List.of("kari", "key-1", "activity", "saved", "applied");
    for (var by : By.values()) {
      for (var hit : hits) {
        var isIts = hits.indexOf(hit) == List.of(By.values()).indexOf(by);
        assertThat(matches(AuditFilter.ALL.with(by, hit))).as(by + " " + hit).isEqualTo(isIts);
        assertThat(matches(AuditFilter.ALL.with(by, "other", hit))).isEqualTo(isIts);
      }
    }
    assertThat(matches(AuditFilter.ALL.with(By.ACTOR, "kari").with(By.ACTION, "sent"))).isFalse();
  }

  @Test
  void aPeriodHoldsItsBeginningAndNotItsEnd() {
    var second = NOON.plusMillis(1);
    assertThat(matches(AuditFilter.ALL.during(NOON, second))).isTrue();
    assertThat(matches(AuditFilter.ALL.during(NOON.minusMillis(1), NOON))).isFalse();
    assertThat(matches(AuditFilter.ALL.during(second, second.plusSeconds(1)))).isFalse();
  }

  @Test
  void theTextOfAFilterSaysAllOfItAndComesBack() {
    var filter =
        AuditFilter.ALL
            .during(Instant.parse("2026-01-01T00:00:00Z"), NOON)
            .with(By.ACTOR, "kari nordmann,å=%")
            .with(By.ACTION, "sent", "saved");
    assertThat(filter.text())
        .isEqualTo(
            "from=2026-01-01T00:00:00.000Z until=2026-11-20T12:00:00.000Z"
                + " actor=kari%20nordmann%2C%C3%A5%3D%25 action=saved,sent");
    assertThat(AuditFilter.parse(filter.text())).isEqualTo(filter);
    assertThat(AuditFilter.ALL.text()).isEqualTo("everything");
    assertThat(AuditFilter.parse("everything")).isEqualTo(AuditFilter.ALL);
    assertThat(filter.toString()).doesNotContain("kari");
  }

  @Test
  void everyOtherTextIsRefused() {
    for (var text :
        List.of(
            "",
            " ",
            "actor",
            "actor=kari ",
            "action=sent,saved",
            "action=saved actor=kari",
            "actor=%6bari",
            "actor=%",
            "actor=%zz",
            "who=kari",
            "from=2026",
            "actor=a actor=b",
            "from=2026-01-01T00:00:00Z",
            "everything actor=a",
            "actor=kåre")) {
      assertThatThrownBy(() -> AuditFilter.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
    var random = new Random(1);
    for (var i = 0; i < 20_000; i++) {
      var text = new StringBuilder("from=2026-01-01T00:00:00.000Z actor=kari%20n action=sent");
      for (var j = 0; j <= random.nextInt(3); j++) {
        text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(96)));
      }
      try {
        assertThat(AuditFilter.parse(text.toString()).text()).isEqualTo(text.toString());
      } catch (IllegalArgumentException expected) {
        assertThat(expected).hasMessageNotContaining("kari");
      }
    }
  }

  @Test
  void underPseudonymsAFilterNamesNobody() {
    var pseudonyms = new Pseudonyms(ChainHead.GENESIS);
    var filter = AuditFilter.ALL.with(By.ACTOR, "kari").with(By.RECORD, "key-1");
    var renamed = filter.with(By.ENTITY, "activity").under(pseudonyms);
    assertThat(renamed.text()).doesNotContain("kari", "key-1").contains("entity=activity");
    assertThat(renamed.matches(LINK, pseudonyms.person("kari"), pseudonyms.record("key-1")))
        .isTrue();
  }
}
