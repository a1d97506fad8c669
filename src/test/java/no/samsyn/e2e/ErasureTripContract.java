package no.samsyn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import no.samsyn.audit.HashChain;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.server.ServerData;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.erasure.Erasing;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.Edit;
import no.samsyn.sync.RowState;
import no.samsyn.sync.StoredEntry;
import no.samsyn.testkit.Canary;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/**
 * A person is erased on the server and goes from every device: no byte of the content is left in
 * any file, and every chain verifies (I43).
 */
abstract class ErasureTripContract extends TwoDesks {
  @Test
  void aContactGoesFromServerAndDevices() throws IOException {
    var contact = ola.addContact(ola.ownMentor(), Canary.of("name"));
    ola.device().edit(contact, "phone", Value.text(Canary.of("phone")));
    ola.sync();
    kari.sync();
    kari.device().edit(contact, "note", Value.text(Canary.of("karis")));
    kari.sync();
    ola.device().edit(contact, "note", Value.text(Canary.of("olas")));
    ola.sync(); // a conflict: both sides are in both trails
    kari.device().edit(contact, "email", Value.text(Canary.of("unsent")));
    var activity = activityWith(contact);
    Canary.assertSomewhere(directory);

    erase(contact);

    ola.sync();
    kari.sync();
    for (var desk : List.of(ola, kari)) {
      assertThat(desk.device().find(contact)).isEmpty();
      assertThat(desk.device().queued()).isEmpty();
      desk.reopen();
    }
    assertThat(kari.device().letters()).isEmpty();
    assertThat(ola.device().letters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.record()).isEqualTo(activity);
              assertThat(letter.reason().kind())
                  .isIn(DeadLetter.Kind.MISSING_REFERENCE, DeadLetter.Kind.REJECTED);
            });
    assertThat(ola.row(activity).state()).isEqualTo(RowState.NEEDS_YOU);
    ola.device().edit(activity, "contact", Value.nothing());
    ola.device().care.retry(ola.device().letters().get(0).mutation());
    ola.sync();
    assertThat(ola.row(activity).state()).isEqualTo(RowState.SYNCED);
    List.of(ola, kari).forEach(ErasureTripContract::assertChainIsWhole);
    server.stop();
    Canary.assertNowhere(directory);
    server.startAgain();
  }

  private RecordId activityWith(RecordId contact) {
    var fields = ola.activity(ola.ownMentor(), 45).with("contact", contact.key());
    return TestDevice.saved(ola.device().edits.create(Edit.Wish.of("activity", fields)));
  }

  private void erase(RecordId contact) throws IOException {
    server.stop();
    time.advance(Duration.ofSeconds(1));
    var data = new ServerData(folder("server"), "");
    var database = data.open("operator", time, new SeededChance(77));
    var erasing =
        new Erasing(
            database,
            ServerCore.ORGANISATION,
            "operator",
            data.erasures(),
            time,
            new SeededChance(78));
    assertThat(erasing.erase(contact.key(), "asked for it").records()).isPositive();
    data.rewritten(database).close();
    Canary.assertNowhere(folder("server"));
    server.startAgain();
  }

  private static void assertChainIsWhole(Desk desk) {
    desk.device()
        .run(
            tx -> {
              var chain = HashChain.beginning(tx.audit().head().tenant());
              for (var one : tx.audit().stored(0, 10_000)) {
                chain.append(((StoredEntry.Whole) one).sealed().entry().link());
              }
              assertThat(chain.head()).isEqualTo(tx.audit().head());
              return true;
            });
  }
}
