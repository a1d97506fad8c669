package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Value;
import no.samsyn.server.scope.Refusal;
import no.samsyn.wire.ProblemJson;
import no.samsyn.wire.PushJson;
import no.samsyn.wire.RecordJson;
import org.junit.jupiter.api.Test;

/** How a push is taken: exactly once, with all that belongs to it, on whatever database. */
abstract class PushContract extends ServerContract {
  @Test
  void aCreateComesBackWithKeyServerIdVersionAndTheServersOwnFields() {
    var record = created(org.ola, org.ola).record();
    assertThat(record.serverId()).matches("s-[0-9a-f]{32}").isNotEqualTo(record.key());
    assertThat(record.version()).isEqualTo(1);
    assertThat(record.fields().text("peer_mentor")).isEqualTo(org.ola.mentorKey());
    assertThat(record.fields().text("type")).isEqualTo(org.type);
    assertThat(record.fields().text("reported_by")).isEqualTo("ola");
    assertThat(record.fields().get("by_proxy")).isEqualTo(Value.flag(false));
    assertThat(record.last().author()).isEqualTo("ola");
  }

  @Test
  void aProxyReportSaysSoAndNamesThePersonByKey() {
    var create = org.north.create("activity", org.north.key(), org.activity(org.ola));
    var record = org.north.push(TestDevice.onBehalfOf(create, org.ola.mentorKey())).only().record();
    assertThat(record.fields().get("by_proxy")).isEqualTo(Value.flag(true));
    assertThat(record.last().onBehalfOf()).isEqualTo(org.ola.mentorKey());
  }

  @Test
  void theServersOwnFieldsCannotBeSetFromOutside() {
    var fields =
        org.activity(org.ola).with("reported_by", "siv").with("by_proxy", Value.flag(true));
    var record = org.ola.push(org.ola.create("activity", org.ola.key(), fields)).only().record();
    assertThat(record.fields().text("reported_by")).isEqualTo("ola");
    var later = org.north.push(org.north.update(record, "reported_by", Value.text("nina"))).only();
    assertThat(later.record().fields().text("reported_by")).isEqualTo("ola");
  }

  @Test
  void aRepeatedMutationGetsItsFirstResultAndChangesNoRow() {
    var create = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    var first = org.ola.push(create).only();
    org.ola.push(org.ola.update(first.record(), "minutes", Value.whole(90))).allApplied();
    var before = everything();
    var again = org.ola.push(create).only();
    assertThat(again.replayed()).isTrue();
    assertThat(again.record()).isEqualTo(first.record());
    assertThat(everything()).isEqualTo(before);
  }

  /**
   * Found by the simulator (seed 590): a device whose cursor was past the deletion took the record
   * from the repeated answer, and nobody ever told it again that it is gone.
   */
  @Test
  void aRepeatedMutationDoesNotBringBackWhatWasDeletedSince() {
    var create = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    var first = org.ola.push(create).only();
    org.north.push(org.north.delete(first.record())).allApplied();
    var before = everything();
    var again = org.ola.push(create).only();
    assertThat(again.status()).isEqualTo("applied");
    assertThat(again.replayed()).isTrue();
    assertThat(again.record().presence()).isEqualTo("deleted");
    assertThat(again.record().version()).isEqualTo(2);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aRepeatedRejectionAndARepeatedConflictStayWhatTheyWere() {
    var bad = org.ola.create("activity", org.ola.key(), org.activity(org.ola).with("minutes", 0));
    var record = created(org.ola, org.ola).record();
    org.ola.push(org.ola.update(record, "place", Value.absent())).allApplied();
    var stale = org.ola.update(record, "place", Value.text("Narvik"));
    var first = org.ola.push(bad, stale).results();
    var again = org.ola.push(bad, stale).results();
    assertThat(again).extracting(PushJson.Result::status).containsExactly("rejected", "conflict");
    assertThat(again.get(0).problem()).isEqualTo(first.get(0).problem());
    assertThat(again.get(1).since()).isEqualTo(first.get(1).since());
  }

  /**
   * Found by the simulator (seeds 5364, 6907): the answer was lost, somebody deleted the record,
   * and the conflict that was told again brought it back to a device that had heard of the
   * deletion.
   */
  @Test
  void aRepeatedConflictDoesNotBringBackWhatWasDeletedSince() {
    var record = created(org.ola, org.ola).record();
    org.ola.push(org.ola.update(record, "place", Value.absent())).allApplied();
    var stale = org.ola.update(record, "place", Value.text("Narvik"));
    var first = org.ola.push(stale).only();
    assertThat(first.record().presence()).as("there").isNull();
    org.north.push(org.north.delete(first.record())).allApplied();

    var again = org.ola.push(stale).only();

    assertThat(again.status()).isEqualTo("conflict");
    assertThat(again.replayed()).isTrue();
    assertThat(again.record().presence()).isEqualTo("deleted");
    assertThat(again.since()).as("what came before the deletion").isEqualTo(first.since());
  }

  @Test
  void anIdThatBringsOtherContentIsRejectedAndTheBatchGoesOn() {
    var create = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    org.ola.push(create).allApplied();
    var other = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    var reused =
        new Mutation(
            create.id(),
            other.device(),
            other.seq(),
            other.target(),
            other.basis(),
            other.changes(),
            other.evidence(),
            other.links());
    var before = everything();
    var result = org.ola.push(reused).only();
    assertThat(result.status()).isEqualTo("rejected");
    assertThat(result.problem().code()).isEqualTo("id-reused");
    assertThat(everything().subList(0, 3)).isEqualTo(before.subList(0, 3));
    var third = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    assertThat(org.ola.push(reused, third).statuses()).containsExactly("rejected", "applied");
  }

  @Test
  void onceSettledARepeatedIdStillGetsItsOutcomeWithTheRecordAsItIsNow() {
    var create = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    var first = org.ola.push(create).only();
    var update = org.ola.update(first.record(), "minutes", Value.whole(90));
    org.ola.push(update).allApplied();
    org.ola.push("", create.seq(), 0).allApplied();
    assertThat(org.dump("select result from receipt where device = 'phone-ola'"))
        .filteredOn(String::isEmpty)
        .hasSize(1);
    var again = org.ola.push(create).only();
    assertThat(again.status()).isEqualTo("applied");
    assertThat(again.replayed()).isTrue();
    assertThat(again.record().version()).isEqualTo(2);
    assertThat(org.ola.push(update).only().record().version()).isEqualTo(2);
  }

  @Test
  void anotherPersonCannotAskForAnAnswerByGuessingAnId() {
    var create = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    org.ola.push(create).allApplied();
    var result = org.siv.push(create).only();
    assertThat(result.status()).isEqualTo("rejected");
    assertThat(result.record()).isNull();
    assertThat(org.ola.push(create).only().status()).isEqualTo("applied");
  }

  @Test
  void whatIsWrongWithARecordIsSaidFieldByField() {
    var fields =
        org.activity(org.ola)
            .with("minutes", Value.text("an hour"))
            .with("date", "yesterday")
            .with("type", Value.absent())
            .with("contact", "no-such-contact");
    var problem = org.ola.push(org.ola.create("activity", org.ola.key(), fields)).only().problem();
    assertThat(problem.code()).isEqualTo("unknown-reference");
    assertThat(problem.errors())
        .extracting(ProblemJson.FieldError::pointer)
        .contains("/minutes", "/date", "/type", "/contact");
    assertThat(problem.toString()).doesNotContain("an hour").doesNotContain("yesterday");
    var unknown = org.ola.push(org.ola.create("horse", org.ola.key(), fields)).only();
    assertThat(unknown.problem().code()).isEqualTo("unknown-entity");
    var record = created(org.ola, org.ola).record();
    var late = org.ola.push(org.ola.update(record, "minutes", Value.whole(0))).only();
    assertThat(late.problem().errors()).hasSize(1);
  }

  @Test
  void textThatNoDatabaseHoldsIsRefusedForTheItemOnly() {
    var half = org.ola.create("activity", org.ola.key(), org.activity(org.ola).with("x", "\ud83d"));
    var nul = org.ola.create("activity", org.ola.key(), org.activity(org.ola).with("x", "a\0b"));
    var large =
        org.ola.create(
            "activity", org.ola.key(), org.activity(org.ola).with("x", "y".repeat(1_000_000)));
    var fine = org.ola.create("activity", org.ola.key(), org.activity(org.ola));
    assertThat(org.ola.push(half, nul, large, fine).statuses())
        .containsExactly("rejected", "applied", "rejected", "applied");
  }

  @Test
  void fieldsThatTheServerDoesNotKnowAreKept() {
    var fields = org.activity(org.ola).with("mood", "glad");
    var record = org.ola.push(org.ola.create("activity", org.ola.key(), fields)).only().record();
    var updated = org.ola.push(org.ola.update(record, "minutes", Value.whole(5))).only().record();
    assertThat(updated.fields().text("mood")).isEqualTo("glad");
  }

  @Test
  void aReferenceMayBeAKeyOrAServerIdAndIsStoredAsServerId() {
    var contact = contactOf(org.ola);
    var id = org.dump("select id from record where record_key = '" + contact + "'").get(0);
    var byKey = org.activity(org.ola).with("contact", contact);
    var byId = org.activity(org.ola).with("contact", id);
    var one = org.ola.create("activity", org.ola.key(), byKey);
    var two = org.ola.create("activity", org.ola.key(), byId);
    var results = org.ola.push(one, two).allApplied().results();
    assertThat(results)
        .allSatisfy(r -> assertThat(r.record().fields().text("contact")).isEqualTo(contact));
    assertThat(org.dump("select body from record where entity = 'activity'"))
        .allSatisfy(body -> assertThat(body).contains("\"contact\":\"" + id + "\""))
        .noneMatch(body -> body.contains(contact) || body.contains(org.type));
    var record = results.get(0).record();
    var byServerId =
        new RecordJson(
            record.entity(),
            record.serverId(),
            record.serverId(),
            record.version(),
            null,
            record.fields(),
            record.last());
    org.ola.push(org.ola.update(byServerId, "minutes", Value.whole(5))).allApplied();
  }

  @Test
  void theFiveThatAPushWritesAgree() {
    var record = created(org.ola, org.ola).record();
    org.ola.push(org.ola.update(record, "minutes", Value.whole(5))).allApplied();
    org.ola.push(org.ola.update(record, "minutes", Value.whole(6))); // conflict
    org.ola.push(org.ola.create("activity", org.ola.key(), Fields.NONE)); // rejected
    var counter = org.count("select seq from organisation");
    assertThat(org.count("select count(*) from feed")).isEqualTo(counter);
    assertThat(org.count("select max(seq) from feed")).isEqualTo(counter);
    assertThat(org.count("select sum(version) from record")).isEqualTo(counter);
    assertThat(org.count("select count(*) from receipt where status = 'applied'"))
        .isEqualTo(counter);
    assertThat(org.count("select count(*) from audit_entry where action = 'applied'"))
        .isEqualTo(counter);
    assertThat(org.count("select count(*) from receipt")).isEqualTo(counter + 2);
    assertThat(org.count("select audit_count from organisation"))
        .isEqualTo(org.count("select count(*) from audit_entry"));
    assertThat(org.count("select max(n) from audit_entry"))
        .isEqualTo(org.count("select count(*) from audit_entry"));
  }

  @Test
  void whoReportsForAMentorIsSaidToDoSoAlsoWhereTheyKeepSilent() {
    var proxy = created(org.north, org.ola).record();
    assertThat(proxy.last().onBehalfOf()).isEqualTo(org.ola.mentorKey());
    var own = org.ola.push(org.ola.update(proxy, "minutes", Value.whole(5))).only().record();
    assertThat(own.last().onBehalfOf()).as("a mentor speaks for himself").isNull();
    var boss = org.admin.push(org.admin.update(own, "minutes", Value.whole(6))).only().record();
    assertThat(boss.last().onBehalfOf()).isEqualTo(org.ola.mentorKey());
    var gone = org.north.push(org.north.delete(boss)).only().record();
    assertThat(gone.last().onBehalfOf()).isEqualTo(org.ola.mentorKey());
    var type = org.admin.snapshot().records().get("activity_type/" + org.type);
    var shared = org.admin.push(org.admin.update(type, "name_nb", Value.text("Vitjing"))).only();
    assertThat(shared.record().last().onBehalfOf()).as("nobody's record").isNull();
  }

  @Test
  void aWholeEnvelopeOutsideTheLimitsIsRefused() {
    var tooMany =
        IntStream.range(0, 501)
            .mapToObj(i -> org.ola.create("activity", org.ola.key(), org.activity(org.ola)))
            .toArray(Mutation[]::new);
    assertThatThrownBy(() -> org.ola.push(tooMany))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.status()).isEqualTo(413));
    var old = new PushJson.Request(0, 1, "phone", null, null, null, 0, 0, List.of());
    assertThatThrownBy(() -> org.core.push().push(org.ola.caller(), old))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.status()).isEqualTo(426));
  }

  /** Every table that a push writes, as text; the audit trail last. */
  private List<String> everything() {
    var all = new ArrayList<String>();
    all.add(
        org.dump("select id || version || last_seq || body from record order by id").toString());
    all.add(org.dump("select seq || mutation from feed order by seq").toString());
    all.add(
        org.dump("select mutation || status || result from receipt order by mutation").toString());
    all.add(org.dump("select n || action from audit_entry order by n").toString());
    return all;
  }
}
