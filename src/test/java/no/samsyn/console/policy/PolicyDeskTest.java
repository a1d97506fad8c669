package no.samsyn.console.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.console.Trouble;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.PolicyRule;
import no.samsyn.sync.Account;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.Policies;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

class PolicyDeskTest {
  private final TestDevice device = administrator(1);
  private final PolicyDesk desk = desk(device);

  private static TestDevice administrator(long seed) {
    var device = TestDevice.ofOla(seed);
    device.signIn(new Account("admin", "Administrator", "administrator", "", List.of()));
    return device;
  }

  private static PolicyDesk desk(TestDevice device) {
    return new PolicyDesk(
        device.store,
        device.schemas,
        device.edits,
        TestDevice.RULEBOOK,
        new TrailConflicts(device.store));
  }

  private PolicyRow of(String entity) {
    return desk.list().stream()
        .filter(row -> row.entity().equals(entity))
        .findFirst()
        .orElseThrow();
  }

  private PolicyRule inForce(String entity) {
    return device.run(tx -> new Policies(tx.mirror(), TestDevice.RULEBOOK).ruleFor(entity));
  }

  /** The server takes everything that waits. */
  private void acknowledge() {
    for (var entry : device.queued()) {
      var row = device.row(entry.record());
      device.run(
          tx -> {
            tx.outbox().remove(entry.mutation());
            var told = TestDevice.serverRecord(entry.record(), row.version() + 1, row.view());
            tx.mirror().put(MirrorRow.ofServer(told));
            return true;
          });
    }
  }

  @Test
  void everyTypeHasARuleInWordsAndNobodyHasSetIt() {
    assertThat(desk.list()).hasSameSizeAs(device.schemas.all()).noneMatch(PolicyRow::isSet);
    assertThat(RuleTexts.words(of("activity").rule()))
        .isEqualTo(
            "Where each field was changed by one side only, both changes count; otherwise where a"
                + " side was reported on somebody's behalf, a person decides; otherwise the change"
                + " that reaches the server last wins.");
    assertThat(RuleTexts.words(PolicyRule.of("merge-fields"))).endsWith("a person decides.");
  }

  @Test
  void aRuleHoldsOnceTheServerHasItAndGoesBackToTheDefault() {
    desk.set("contact", List.of("merge-fields", "review"));
    assertThat(of("contact").waiting()).containsExactly("merge-fields", "review");
    assertThat(of("contact").isSet()).isFalse();
    assertThat(inForce("contact")).isEqualTo(TestDevice.RULEBOOK.defaultFor("contact"));

    acknowledge();

    assertThat(of("contact").isSet()).isTrue();
    assertThat(of("contact").by()).isEqualTo("kari");
    assertThat(of("contact").waiting()).isEmpty();
    assertThat(inForce("contact")).isEqualTo(PolicyRule.of("merge-fields", "review"));

    desk.reset("contact");
    acknowledge();

    assertThat(of("contact").isSet()).isFalse();
    assertThat(inForce("contact")).isEqualTo(TestDevice.RULEBOOK.defaultFor("contact"));
  }

  @Test
  void twoAdministratorsWriteTheSameRecord() {
    var other = administrator(2);
    desk.set("contact", List.of("review"));
    desk(other).set("contact", List.of("server-wins"));
    assertThat(other.queued().get(0).record()).isEqualTo(device.queued().get(0).record());
  }

  @Test
  void aRuleThatCannotMeanWhatItSaysIsRefused() {
    for (var steps :
        List.of(
            List.of("merge"),
            List.of("review", "server-wins"),
            List.of("custom:"),
            List.of("merge-fields", "merge-fields"),
            List.<String>of())) {
      assertThatThrownBy(() -> desk.set("contact", steps))
          .isInstanceOfSatisfying(
              Trouble.class, trouble -> assertThat(trouble.code()).isEqualTo("bad-rule"));
    }
    assertThatThrownBy(() -> desk.set("contcat", List.of("review")))
        .hasMessageContaining("contact?");
    assertThat(desk.isKnown(desk.set("contact", List.of("custom:ours")))).isFalse();
    assertThat(device.queued()).hasSize(1);
  }

  @Test
  void onlyAdministratorsSetRules() {
    device.signIn(new Account("kari", "Kari", "coordinator", "", List.of("unit-1")));
    assertThatThrownBy(() -> desk.set("contact", List.of("review")))
        .hasMessageContaining("Administrators");
    assertThatThrownBy(() -> desk.reset("contact")).hasMessageContaining("Administrators");
    assertThat(device.queued()).isEmpty();
  }

  @Test
  void rulesAreTriedOnWhatTheTrailRemembers() {
    conflict("m1", "2026-11-19T08:00:00Z", 45, 60, "overwritten");
    conflict("m2", "2026-11-20T08:00:00Z", 45, 61, "overwritten");
    conflict("m3", "2026-11-20T09:00:00Z", 45, 45, "same");

    var result =
        desk.tryOut(
            desk.read("{\"activity\":[\"merge-fields\",\"review\"]}"),
            Instant.parse("2026-11-20T00:00:00Z"));

    assertThat(result.tried()).isEqualTo(2);
    assertThat(result.rows())
        .extracting(row -> row.conflict().mutation() + " " + row.would())
        .containsExactly("m2 review", "m3 same");
    assertThat(result.rows().get(0).conflict().theirs().byProxy()).isTrue();
    assertThat(result.notTried()).isZero();
  }

  /** Both sides under one mutation, as the engine tells them. */
  private void conflict(String mutation, String at, long mine, long theirs, String done) {
    var base = TestDevice.activity(30);
    device.run(
        tx -> {
          tx.audit()
              .record(
                  event(AuditAction.CONFLICTED, mutation, at, "", done),
                  FieldChanges.between(base, base.with("minutes", mine)));
          tx.audit()
              .record(
                  event(AuditAction.THEIRS, mutation, at, TestDevice.OLA, ""),
                  FieldChanges.between(base, base.with("minutes", theirs)));
          return true;
        });
  }

  private static AuditEvent event(
      AuditAction action, String mutation, String at, String onBehalfOf, String outcome) {
    return new AuditEvent(
        0, Instant.parse(at), action, "x", onBehalfOf, "activity", "a", mutation, 4, outcome, "");
  }

  @Test
  void aFileOfRulesIsReadOrRefused() {
    assertThat(desk.read("{\"activity\":[\"merge-fields\",\"review\"]}"))
        .containsEntry("activity", PolicyRule.of("merge-fields", "review"));
    for (var text : List.of("", "[]", "{}", "{\"activity\":\"review\"}", "{\"activity\":[1]}")) {
      assertThatThrownBy(() -> desk.read(text)).isInstanceOf(Trouble.class);
    }
  }
}
