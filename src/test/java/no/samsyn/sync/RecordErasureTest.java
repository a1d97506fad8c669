package no.samsyn.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.HashChain;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.testkit.Answers;
import no.samsyn.testkit.Canary;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/** A device erases what the server says is erased, however it hears of it. */
class RecordErasureTest {
  private static final RecordId CONTACT = new RecordId("contact", "c1");

  private final TestDevice device = TestDevice.ofOla(1);

  @Test
  void aPulledErasureTakesTheRowTheOwnChangesAndTheValuesOfTheTrail() {
    knownContact();
    device.edit(CONTACT, "note", Value.text(Canary.of("first")));
    reject(plan());
    device.edit(CONTACT, "note", Value.text(Canary.of("second")));
    device.edit(CONTACT, "phone", Value.text(Canary.of("third")));
    pull(erased(CONTACT, 4));
    assertNothingLeft();
    assertThat(device.find(CONTACT)).isEmpty();
    assertThat(device.queued()).isEmpty();
    assertThat(device.letters()).isEmpty();
    assertThat(device.serverIdOf("c1")).contains("s-c1");
    var last = lastEvent();
    assertThat(last.action()).isEqualTo(AuditAction.ERASED);
    assertThat(last.detail()).contains("rows 1").contains("letters 1");
    assertThat(isDue()).isTrue();
    assertChainIsWhole();
  }

  @Test
  void anErasureCountsWhateverVersionIsHere() {
    device.knows("contact", "c1", 99, contact("v99"));
    pull(erased(CONTACT, 1));
    assertThat(device.find(CONTACT)).isEmpty();
  }

  @Test
  void discardedLettersAndAcknowledgedChangesGoToo() {
    knownContact();
    device.edit(CONTACT, "note", Value.text(Canary.of("discarded")));
    reject(plan());
    device.run(
        tx -> {
          tx.deadLetters().discard(tx.deadLetters().list(9, 0).get(0).mutation(), "", Instant.MAX);
          return true;
        });
    var other = device.addContact(Canary.of("acknowledged"));
    var batch = plan();
    settle(
        batch,
        new ItemResult.Applied(
            only(batch), TestDevice.serverRecord(other, 1, contact("v1")), false));
    assertThat(device.acknowledged()).isNotEmpty();
    pull(erased(CONTACT, 4), erased(other, 2));
    assertThat(device.discarded()).isEmpty();
    assertThat(device.acknowledged()).isEmpty();
    assertNothingLeft();
  }

  @Test
  void anOwnUnsentChangeThatRefersToItGoesToAPersonAndHoldsNothingOfIt() {
    knownContact();
    var activity = device.addActivity(CONTACT, 45);
    pull(erased(CONTACT, 4));
    var letter = device.letters().get(0);
    assertThat(letter.record()).isEqualTo(activity);
    assertThat(letter.reason().kind()).isEqualTo(DeadLetter.Kind.MISSING_REFERENCE);
    assertThat(device.queued()).isEmpty();
    assertThat(device.row(activity).state()).isEqualTo(RowState.NEEDS_YOU);
    assertThat(device.row(activity).view().get("minutes")).isEqualTo(Value.whole(45));
    assertNothingLeft();
  }

  @Test
  void reviewsAboutItGoWithIt() {
    knownContact();
    device.knows("review", "r1", 1, review("c1"));
    device.knows("review", "r2", 1, review("another"));
    pull(erased(CONTACT, 4));
    assertThat(device.find(new RecordId("review", "r1"))).isEmpty();
    assertThat(device.find(new RecordId("review", "r2"))).isPresent();
  }

  @Test
  void aSnapshotTellsOfErasuresThatADeviceMissed() {
    knownContact();
    device.edit(CONTACT, "note", Value.text(Canary.of("unsent")));
    device.run(
        tx -> {
          new DeviceFacts(tx.facts()).startOver();
          var page =
              new Transport.SnapshotPage(
                  Answers.EPOCH,
                  Instant.EPOCH,
                  List.of(erased(CONTACT, 4)),
                  "",
                  "c-snap",
                  Landmark.NONE,
                  Optional.empty());
          new SnapshotFill(tx, device.time.now(), device.schemas).add(page, "");
          return true;
        });
    assertThat(device.find(CONTACT)).isEmpty();
    assertThat(device.queued()).isEmpty();
    assertThat(device.letters()).isEmpty();
    assertNothingLeft();
  }

  @Test
  void anAnswerToAPushTellsOfItToo() {
    knownContact();
    device.edit(CONTACT, "note", Value.text(Canary.of("late")));
    var batch = plan();
    settle(batch, new ItemResult.Conflict(only(batch), erased(CONTACT, 4), List.of()));
    assertThat(device.find(CONTACT)).isEmpty();
    assertThat(device.letters()).isEmpty();
    assertThat(device.queued()).isEmpty();
    assertNothingLeft();
  }

  @Test
  void aRepeatedAnswerAboutWhatWasErasedMeanwhileErases() {
    knownContact();
    device.edit(CONTACT, "note", Value.text(Canary.of("applied")));
    var batch = plan();
    settle(batch, new ItemResult.Applied(only(batch), erased(CONTACT, 5), true));
    assertThat(device.find(CONTACT)).isEmpty();
    assertThat(device.acknowledged()).isEmpty();
    assertNothingLeft();
  }

  @Test
  void whatIsAboutSomethingErasedIsErasedWhereItWasRefused() {
    knownContact();
    device.edit(CONTACT, "note", Value.text(Canary.of("refused")));
    var batch = plan();
    settle(batch, new ItemResult.Rejected(only(batch), "erased", "gone", List.of()));
    assertThat(device.letters()).isEmpty();
    assertThat(device.queued()).isEmpty();
    assertNothingLeft();
  }

  @Test
  void anErasedMentorTakesTheNameOfTheAccountAlong() {
    var nora = new RecordId("peer_mentor", TestDevice.NORA);
    device.knows("peer_mentor", TestDevice.NORA, 2, Fields.of("account", Value.text("nora")));
    device.run(
        tx -> {
          var event = AuditEvent.of(AuditAction.THEIRS, Instant.EPOCH, "nora", "x");
          tx.audit().record(event, no.samsyn.model.FieldChanges.NONE);
          return true;
        });
    pull(erased(nora, 3));
    assertThat(events()).extracting(AuditEvent::actor).doesNotContain("nora");
  }

  @Test
  void anErasureOfSomethingThatWasNeverHereLeavesNoTrace() {
    var before = events().size();
    pull(erased(CONTACT, 4));
    assertThat(events()).hasSize(before);
    assertThat(isDue()).isFalse();
  }

  private void knownContact() {
    device.knows("contact", "c1", 3, contact("v3"));
  }

  private static Fields contact(String mark) {
    return Fields.of("peer_mentor", Value.text(TestDevice.OLA))
        .with("display_name", Canary.of(mark + "name"))
        .with("phone", Canary.of(mark + "phone"));
  }

  private static Fields review(String record) {
    return Fields.of("entity", Value.text("contact"))
        .with("record", record)
        .with("kind", "two_versions")
        .with("status", "resolved")
        .with("mine", new Value.Structure(Map.of("note", Value.text("of a side"))));
  }

  private static ServerRecord erased(RecordId id, long version) {
    return new ServerRecord(
        id, "s-" + id.key(), version, ServerRecord.Presence.ERASED, Fields.NONE, MirrorRow.NOBODY);
  }

  private void pull(ServerRecord... records) {
    device.run(
        tx -> {
          new DeviceFacts(tx.facts()).moveCursor("c-0");
          var page =
              new Transport.ChangesPage(
                  Answers.EPOCH,
                  Instant.EPOCH,
                  List.of(records),
                  "c-next",
                  false,
                  Landmark.NONE,
                  Optional.empty());
          new PullSettlement(tx, device.ports(), device.time.now()).settle(page, "c-0");
          return true;
        });
  }

  private Batch plan() {
    var planner = new BatchPlanner(device.schemas, TestDevice.SEALER, "me", 1_000_000);
    return device.run(tx -> planner.plan(tx, device.time.now(), 500));
  }

  private void settle(Batch batch, ItemResult... results) {
    device.run(
        tx ->
            new PushSettlement(tx, device.ports(), device.time.now())
                .settle(batch, Answers.of(results)));
  }

  private void reject(Batch batch) {
    settle(batch, new ItemResult.Rejected(only(batch), "invalid", "no", List.of()));
  }

  private static String only(Batch batch) {
    return batch.sealed().get(0).id();
  }

  private AuditEvent lastEvent() {
    return events().get(events().size() - 1);
  }

  private List<AuditEvent> events() {
    return device.run(tx -> tx.audit().list(0, 1_000));
  }

  private boolean isDue() {
    return device.run(tx -> tx.facts().get(DeviceFacts.MAINTENANCE_DUE)).isPresent();
  }

  /** Everything that the store can be asked for, as text. */
  private void assertNothingLeft() {
    var texts = new ArrayList<String>();
    device.run(
        tx -> {
          for (var schema : device.schemas.all()) {
            tx.mirror()
                .list(new RecordQuery(schema.name(), List.of(), "", false, 1_000, 0))
                .rows()
                .forEach(row -> texts.add(Json.write(row.view()) + Json.write(row.base())));
          }
          tx.outbox()
              .list(1_000, 0)
              .forEach(e -> texts.add(Json.write(MutationJson.of(e.local())) + e.wireForm()));
          tx.deadLetters().list(1_000, 0).forEach(letter -> texts.add(textOf(letter)));
          tx.deadLetters().discarded(1_000, 0).forEach(letter -> texts.add(textOf(letter)));
          tx.acknowledged()
              .all()
              .forEach(a -> texts.add(Json.write(MutationJson.of(a.local())) + a.wireForm()));
          tx.audit()
              .stored(0, 1_000)
              .forEach(
                  one ->
                      texts.add(
                          new String(
                              ((StoredEntry.Whole) one).sealed().canonicalOpen(),
                              java.nio.charset.StandardCharsets.UTF_8)));
          return true;
        });
    assertThat(texts).isNotEmpty().noneMatch(Canary::isIn);
  }

  private static String textOf(DeadLetter letter) {
    return Json.write(MutationJson.of(letter.mine()))
        + letter.wireForm()
        + Json.write(letter.theirs())
        + letter.reason().sentence();
  }

  private void assertChainIsWhole() {
    device.run(
        tx -> {
          var chain = HashChain.beginning(tx.audit().head().tenant());
          for (var one : tx.audit().stored(0, 1_000)) {
            chain.append(((StoredEntry.Whole) one).sealed().entry().link());
          }
          assertThat(chain.head()).isEqualTo(tx.audit().head());
          return true;
        });
  }
}
