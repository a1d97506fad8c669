package no.samsyn.ui.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.PagedList;
import org.junit.jupiter.api.Test;

class RecordsViewModelTest {
  private final TestDesk desk = new TestDesk();

  private RecordsViewModel shown(String entity) {
    var model = new RecordsViewModel(desk.session(), entity);
    model.reload();
    return model;
  }

  private static List<String> cells(RecordsViewModel model, String field) {
    return model.rowsProperty().get().stream().map(row -> row.cells().get(field)).toList();
  }

  @Test
  void rowsSayInWordsWhatTheyHoldAndHowTheyStand() {
    desk.device.addActivity(90);
    var row = shown("activity").rowsProperty().get().get(0);
    assertThat(row.cells())
        .containsEntry("date", "20.11.2026")
        .containsEntry("peer_mentor", "Ola")
        .containsEntry("minutes", "90");
    assertThat(row.sentence()).startsWith("Ikke sendt").contains("Likeperson Ola");
  }

  @Test
  void sortingAsksTheStoreAndIsKeptInOrder() {
    for (var day : List.of("2026-03-01", "2026-01-01", "2026-02-01")) {
      var id = desk.device.addActivity(60);
      desk.device.edit(id, "date", Value.text(day));
    }
    var model = shown("activity");
    assertThat(cells(model, "date")).containsExactly("01.03.2026", "01.02.2026", "01.01.2026");
    model.sortBy("date", false);
    assertThat(cells(model, "date")).containsExactly("01.01.2026", "01.02.2026", "01.03.2026");
  }

  @Test
  void theFirstRowsStandBeforeAllOthersAreKnown() {
    for (var i = 0; i < PagedList.PAGE + 50; i++) {
      desk.device.addActivity(60);
    }
    var slow = new TestDesk.Held();
    var model = new RecordsViewModel(desk.session(Language.BOKMAAL, slow), "activity");
    model.reload();
    while (model.rowsProperty().get().isEmpty()) {
      slow.answerOne(); // the filters ask first
    }
    assertThat(model.rowsProperty().get()).hasSize(PagedList.PAGE);
    assertThat(model.countProperty().get()).as("nobody knows yet").isEmpty();
    slow.answer();
    var rows = model.rowsProperty().get();
    assertThat(List.copyOf(rows)).hasSize(PagedList.PAGE + 50).contains(RecordRow.WAITING);
    slow.answer();
    assertThat(rows).isEqualTo(List.copyOf(shown("activity").rowsProperty().get()));
  }

  @Test
  void nothingIsSortedByKeysThatMeanNothingToPeople() {
    assertThat(shown("activity").sortable())
        .contains("date", "state")
        .doesNotContain("peer_mentor", "contact", "type");
  }

  @Test
  void aSearchFindsWordsAnywhereButNotInWhatIsHidden() {
    desk.device.addContact("Åse Øvrebø");
    desk.device.edit(desk.device.addContact("Bjørg"), "municipality", Value.text("Tromsø"));
    var model = shown("contact");
    model.filters().searchProperty().set("tromsø ola");
    assertThat(model.countProperty().get()).isEqualTo("1 kontakt");
    model.filters().searchProperty().set("øvrebø");
    assertThat(model.countProperty().get()).isEqualTo("0 kontakter");
    model.reveal(true);
    assertThat(model.countProperty().get()).isEqualTo("1 kontakt");
  }

  @Test
  void namesAreHiddenUntilSomebodyLooksWhichIsWrittenDown() {
    desk.device.addContact("Åse Øvrebø");
    var model = shown("contact");
    assertThat(cells(model, "display_name")).containsExactly(CellTexts.MASK);
    assertThat(model.rowsProperty().get().get(0).sentence()).doesNotContain("Øvrebø");
    assertThat(desk.revealed()).isEmpty();
    model.reveal(true);
    assertThat(cells(model, "display_name")).containsExactly("Åse Øvrebø");
    assertThat(desk.revealed()).containsExactly("contact/");
  }

  @Test
  void lookingAtARecordShowsNoNameOfItsContact() {
    var contact = desk.device.addContact("Åse Øvrebø");
    desk.device.addActivity(contact, 60);
    var model = shown("activity");
    model.select(model.rowsProperty().get().get(0));
    var field = field(model, "contact");
    assertThat(field.choice(contact.key()).label()).isEqualTo(CellTexts.MASK);
    assertThat(field.maskedProperty().get()).isTrue();
    assertThat(desk.revealed()).isEmpty();
    model.detail().reveal();
    assertThat(field.choice(contact.key()).label()).isEqualTo("Åse Øvrebø");
    assertThat(desk.revealed()).contains("activity/" + model.detail().key());
  }

  private static FormField field(RecordsViewModel model, String name) {
    return model.detail().form().fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void filtersAreKeptForTheNextStart() {
    desk.device.addActivity(60);
    var model = shown("activity");
    model.showOnly(List.of("peer_mentor=mentor-nora"));
    assertThat(model.countProperty().get()).isEqualTo("0 aktiviteter");
    assertThat(shown("activity").countProperty().get()).isEqualTo("0 aktiviteter");
    model.filters().clear();
    assertThat(shown("activity").countProperty().get()).isEqualTo("1 aktivitet");
  }

  @Test
  void aFormSaysWhatIsWrongWhileOneTypesAndSavesWhatIsRight() {
    var model = shown("activity");
    model.addNew();
    var form = model.detail().form();
    assertThat(form.savableProperty().get()).isFalse();
    field(model, "peer_mentor").textProperty().set("mentor-ola");
    field(model, "type").textProperty().set("type-visit");
    field(model, "minutes").textProperty().set("2000");
    assertThat(field(model, "minutes").problemProperty().get()).contains("for stort");
    field(model, "minutes").textProperty().set("en time");
    assertThat(field(model, "minutes").problemProperty().get()).isEqualTo("Dette kan ikke leses");
    field(model, "minutes").textProperty().set("75");
    assertThat(form.savableProperty().get()).isTrue();
    model.detail().save();
    assertThat(desk.said).hasSize(1);
    assertThat(desk.soon).isEqualTo(1);
    assertThat(desk.device.queued()).hasSize(1);
    assertThat(cells(model, "minutes")).containsExactly("75");
  }

  @Test
  void whatLooksLikeTheSameActivityIsAskedAboutFirst() {
    desk.device.addActivity(60);
    var model = shown("activity");
    model.addNew();
    field(model, "peer_mentor").textProperty().set("mentor-ola");
    field(model, "type").textProperty().set("type-visit");
    field(model, "date").textProperty().set("2026-11-20");
    field(model, "minutes").textProperty().set("75");
    desk.answers.add(false);
    model.detail().save();
    assertThat(model.countProperty().get()).isEqualTo("1 aktivitet");
    assertThat(field(model, "minutes").textProperty().get()).isEqualTo("75");
    desk.answers.add(true);
    model.detail().save();
    assertThat(model.countProperty().get()).isEqualTo("2 aktiviteter");
  }

  @Test
  void onlyChangedFieldsAreSavedAndHiddenOnesStay() {
    var id = desk.device.addContact("Åse");
    desk.device.edit(id, "note", Value.text("ringer torsdag"));
    var model = shown("contact");
    model.select(model.rowsProperty().get().get(0));
    field(model, "municipality").textProperty().set("Bodø");
    model.detail().save();
    var view = desk.device.row(new RecordId("contact", id.key())).view();
    assertThat(view.text("municipality")).isEqualTo("Bodø");
    assertThat(view.text("display_name")).isEqualTo("Åse");
    assertThat(view.text("note")).isEqualTo("ringer torsdag");
  }

  @Test
  void amountsAreTypedInKronerAndKeptInOre() {
    var model = shown("expense");
    model.addNew();
    field(model, "peer_mentor").textProperty().set("mentor-ola");
    field(model, "kind").textProperty().set("car");
    field(model, "amount_ore").textProperty().set("1 234,50");
    model.detail().save();
    assertThat(cells(model, "amount_ore")).containsExactly("1\u00a0234,50");
    assertThat(field(model, "amount_ore").textProperty().get()).isEqualTo("1234,50");
  }

  @Test
  void unsavedTypingIsNotLostWithoutAsking() {
    desk.device.addActivity(60);
    desk.device.addActivity(30);
    var model = shown("activity");
    var rows = model.rowsProperty().get();
    model.select(rows.get(0));
    field(model, "place").textProperty().set("Kaféen");
    desk.answers.add(false);
    model.select(rows.get(1));
    assertThat(model.detail().key()).isEqualTo(rows.get(0).key());
    assertThat(field(model, "place").textProperty().get()).isEqualTo("Kaféen");
    desk.answers.add(true);
    model.select(rows.get(1));
    assertThat(model.detail().key()).isEqualTo(rows.get(1).key());
  }

  @Test
  void whatIsTypedOutlivesAChangeOfTheSameRecord() {
    var id = desk.device.addActivity(60);
    var model = shown("activity");
    model.select(model.rowsProperty().get().get(0));
    field(model, "place").textProperty().set("Kaféen");
    desk.device.edit(id, "minutes", Value.whole(90));
    model.refresh();
    assertThat(field(model, "place").textProperty().get()).isEqualTo("Kaféen");
    model.detail().save();
    assertThat(desk.device.row(id).view().get("minutes")).isEqualTo(Value.whole(90));
    assertThat(desk.device.row(id).view().text("place")).isEqualTo("Kaféen");
  }

  @Test
  void aDeleteIsAskedAboutAndDone() {
    desk.device.addActivity(60);
    var model = shown("activity");
    model.select(model.rowsProperty().get().get(0));
    desk.answers.add(false);
    model.detail().delete();
    assertThat(model.countProperty().get()).isEqualTo("1 aktivitet");
    desk.answers.add(true);
    model.detail().delete();
    assertThat(model.countProperty().get()).isEqualTo("0 aktiviteter");
    assertThat(model.detail().openProperty().get()).isFalse();
    desk.offered.run();
    assertThat(model.countProperty().get()).isEqualTo("1 aktivitet");
    assertThat(model.detail().openProperty().get()).isTrue();
  }

  @Test
  void theTimeLineSaysWhoChangedWhatAndHidesWhatIsHidden() {
    var id = desk.device.addActivity(60);
    desk.device.edit(id, "minutes", Value.whole(90));
    desk.device.edit(id, "note", Value.text("Åse var lei seg"));
    var model = shown("activity");
    model.select(model.rowsProperty().get().get(0));
    var past = model.detail().past();
    assertThat(past.lines()).isEmpty();
    past.openProperty().set(true);
    assertThat(past.hintProperty().get()).contains("Uten nett");
    assertThat(past.lines()).hasSize(3);
    assertThat(past.lines().get(0).changes()).containsExactly("Notat (skjermet) ble fylt ut");
    assertThat(past.lines().get(1).changes()).containsExactly("Minutter: 60 → 90");
    assertThat(past.lines().get(2).who()).contains("ola");
    model.detail().reveal();
    assertThat(past.lines().get(0).what()).isEqualTo("Noen så på det som er skjult");
    assertThat(past.lines().get(1).changes()).containsExactly("Notat (skjermet): Åse var lei seg");
    assertThat(desk.revealed()).isNotEmpty();
    model.detail().close();
    assertThat(past.lines()).isEmpty();
  }
}
