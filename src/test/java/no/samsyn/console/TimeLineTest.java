package no.samsyn.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.RecordHistory;
import no.samsyn.sync.Reply;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/** Why a record looks as it does, told from here and from the server. */
class TimeLineTest {
  private static final RecordId CONTACT = new RecordId(PeerSupport.CONTACT, "contact-1");
  private static final Authorship KARI =
      new Authorship("kari", TestDevice.OLA, "desk", Instant.parse("2020-01-01T10:00:00Z"));

  private final TestDevice device = TestDevice.ofOla(1);

  @Test
  void whatOthersDidStandsAmongWhatWasDoneHereWithTheValuesOfEach() {
    knownContact();
    device.edit(CONTACT, "phone", Value.text("2"));

    var told = line(new Reply.Answer<>(List.of(step(3, KARI, "m-kari", "Aa", "Åse"))));

    assertThat(told.withServer()).isTrue();
    assertThat(told.moments()).extracting(Moment::what).containsExactly("applied", "saved");
    var others = told.moments().get(0);
    assertThat(others.fromServer()).isTrue();
    assertThat(others.by()).isEqualTo(KARI);
    assertThat(others.version()).isEqualTo(3);
    assertThat(others.changes().byName().get("display_name").after()).isEqualTo(Value.text("Åse"));
    var own = told.moments().get(1);
    assertThat(own.by().author()).isEqualTo("ola");
    assertThat(own.outcome()).isEqualTo("update");
    assertThat(own.changes().byName().get("phone"))
        .isEqualTo(new FieldChange(Value.text("1"), Value.text("2")));
  }

  @Test
  void withoutTheServerWhatIsKnownHereIsToldAndThatIsSaid() {
    knownContact();
    device.edit(CONTACT, "phone", Value.text("2"));
    var told =
        new TimeLine(
                device.store,
                id -> {
                  throw new IOException("offline");
                })
            .of(CONTACT);
    assertThat(told.withServer()).isFalse();
    assertThat(told.moments()).extracting(Moment::what).containsExactly("saved");
  }

  @Test
  void aWrongClockDoesNotMixUpWhatCameBeforeWhat() {
    knownContact();
    device.edit(CONTACT, "phone", Value.text("2"));
    device.run(
        tx -> {
          var mine = tx.outbox().list(1, 0).get(0).mutation();
          tx.audit()
              .record(
                  new AuditEvent(
                      0,
                      device.time.now(),
                      AuditAction.APPLIED,
                      "ola",
                      "",
                      CONTACT.entity(),
                      CONTACT.key(),
                      mine,
                      4,
                      "",
                      ""),
                  FieldChanges.NONE);
          return true;
        });
    var later = new Authorship("kari", "", "desk", Instant.parse("2001-01-01T10:00:00Z"));

    var told =
        line(
            new Reply.Answer<>(
                List.of(step(3, KARI, "m-3", "Aa", "Åse"), step(5, later, "m-5", "Åse", "Åsa"))));

    assertThat(told.moments()).extracting(Moment::version).containsSubsequence(3L, 4L, 5L);
  }

  private TimeLine.Told line(Reply<List<RecordHistory.Step>> reply) {
    return new TimeLine(device.store, id -> reply).of(CONTACT);
  }

  private static RecordHistory.Step step(
      long version, Authorship by, String mutation, String was, String is) {
    var change = new FieldChange(Value.text(was), Value.text(is));
    var changes = new FieldChanges(Map.of("display_name", change));
    return new RecordHistory.Step(version, Op.UPDATE, mutation, by, by.at(), changes);
  }

  private void knownContact() {
    device.knows(
        PeerSupport.CONTACT,
        CONTACT.key(),
        3,
        Fields.of("peer_mentor", Value.text(TestDevice.OLA))
            .with("display_name", "Åse")
            .with("phone", "1"));
  }
}
