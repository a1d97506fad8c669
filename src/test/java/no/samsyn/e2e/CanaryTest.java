package no.samsyn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.desktop.H2Store;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.store.Sql;
import no.samsyn.sync.Edit;
import no.samsyn.sync.RecordQuery;
import no.samsyn.testkit.Canary;
import no.samsyn.testkit.LogCapture;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/**
 * Words planted in every text of what people write, on both sides of conflicts, in reviews and in
 * refused changes, stand in no log line, no exception in it, and no {@code toString} (I42).
 */
class CanaryTest extends TwoDesks {
  @Override
  Sql open(Path deskDirectory) {
    return H2Store.openPlain(deskDirectory);
  }

  @Test
  void noPlantedWordIsLoggedOrNamed() throws Exception {
    try (var log = new LogCapture("no.samsyn")) {
      var contact = add("contact", Fields.of("peer_mentor", Value.text(ola.ownMentor())));
      var activity = add("activity", ola.activity(ola.ownMentor(), 30));
      add("expense", expense());
      ola.sync();
      kari.sync();
      edit(kari, activity, "theirs");
      edit(kari, contact, "theirs");
      kari.sync();
      edit(ola, activity, "mine");
      edit(ola, contact, "mine");
      ola.sync();
      kari.sync();
      TestDevice.saved(kari.device().edits.delete(contact));
      kari.sync();
      edit(ola, contact, "late");
      ola.sync();
      refuse();
      var texts = new ArrayList<String>();
      List.of(ola, kari).forEach(desk -> addNames(desk, texts));
      assertThat(texts).hasSizeGreaterThan(30).noneMatch(Canary::isIn);
      ola.reopen();
      server.stop();
      server.startAgain();
      assertThat(log.lines()).isNotEmpty().noneMatch(Canary::isIn);
    }
    Canary.assertSomewhere(directory); // the words were there to be told
  }

  /** A change that the server refuses, and whose author is told why. */
  private void refuse() {
    var activity = add("activity", ola.activity(ola.ownMentor(), 30));
    ola.sync();
    kari.sync();
    TestDevice.saved(kari.device().edits.delete(activity));
    kari.sync();
    edit(ola, activity, "refused");
    ola.sync();
  }

  private RecordId add(String entity, Fields required) {
    var fields = required;
    for (var field : ola.device().schemas.require(entity).fields()) {
      var isFree = field.type() == FieldType.TEXT && !field.isSetByServer();
      if (isFree) {
        fields = fields.with(field.name(), Canary.of(field.name()));
      }
    }
    return TestDevice.saved(ola.device().edits.create(Edit.Wish.of(entity, fields)));
  }

  private static void edit(Desk desk, RecordId id, String mark) {
    desk.device().edit(id, "note", Value.text(Canary.of(mark + "note")));
  }

  private Fields expense() {
    return Fields.of("peer_mentor", Value.text(ola.ownMentor()))
        .with("kind", "car")
        .with("date", "2026-11-20")
        .with("amount_ore", 100);
  }

  private static void addNames(Desk desk, List<String> texts) {
    desk.device()
        .run(
            tx -> {
              for (var schema : desk.device().schemas.all()) {
                var query = new RecordQuery(schema.name(), List.of(), "", false, 1_000, 0);
                tx.mirror().list(query).rows().forEach(row -> texts.add(row.toString()));
              }
              tx.outbox().list(1_000, 0).forEach(entry -> texts.add(entry.toString()));
              tx.deadLetters().list(1_000, 0).forEach(letter -> texts.add(letter.toString()));
              tx.acknowledged().all().forEach(one -> texts.add(one.toString()));
              tx.audit().list(0, 1_000).forEach(event -> texts.add(event.toString()));
              tx.audit().stored(0, 1_000).forEach(entry -> texts.add(entry.toString()));
              return true;
            });
  }
}
