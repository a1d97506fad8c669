package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import no.samsyn.audit.AuditFilter;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.OutboxRow;
import no.samsyn.console.Records;
import no.samsyn.console.Workplace;
import no.samsyn.model.Fields;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.outbox.OutboxLine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kari does something about what the server refused, by keyboard alone. An administrator moves a
 * mentor out of her unit while she writes about the mentor, so that each refusal is a real one.
 * What came of it is asked of the server's own database and of the store, never of the screen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxIT {
  private static final String MENTOR = "peer_mentor";

  @TempDir static Path folder;
  private DesksAtWork desks;
  private String mentor;

  @BeforeAll
  void aMentorOfWhomNobodyElseWrites() {
    desks = new DesksAtWork(folder);
    var wish = new Records.ListWish(MENTOR, List.of("unit=Oslo"), "-display_name", 9, 0);
    mentor =
        desks.admin.records().list(wish).rows().stream()
            .filter(row -> !List.of("ola", "nora").contains(row.view().text("account")))
            .findFirst()
            .orElseThrow()
            .id()
            .key();
  }

  @AfterAll
  void everythingIsGivenBack() {
    desks.close();
  }

  @BeforeEach
  void theUsualLooks() {
    desks.begin();
  }

  @Test
  void whatWasRefusedIsSentAgainWhenItMay() {
    var wish = new Records.ListWish("activity", List.of(MENTOR + "=" + mentor), "-date", 1, 0);
    var activity = desks.kari().records().list(wish).rows().get(0).id().key();
    var letter = refused(() -> edit(desks.kari(), "activity", activity, "theme=bison"), "Bergen");
    assertThat(letter.record().key()).isEqualTo(activity);
    move("Oslo");
    DesksAtWork.eventually("Kari has the mentor back", this::isMentorHere);
    choose(letter);
    desks.tabTo("retry");
    DesksAtWork.eventually(
        "the server has it", () -> desks.onServer(activity).text("theme").equals("bison"));
    DesksAtWork.eventually("the letter is gone", () -> waiting(activity).isEmpty());
    assertThat(desks.trail(activity).get(0)).isEqualTo("kari applied update");
    assertThat(ownTrail(activity)).contains("retried", "applied");
  }

  @Test
  void whatWasRefusedIsOpenedCorrectedAndSentAgain() {
    var made = new String[1];
    var letter =
        refused(
            () ->
                made[0] =
                    desks
                        .kari()
                        .records()
                        .add(
                            "activity",
                            List.of(
                                MENTOR + "=" + mentor,
                                "type=" + desks.type(),
                                "date=2026-03-02",
                                "minutes=40",
                                "theme=kudu"))
                        .key(),
            "Bergen");
    assertThat(letter.record().key()).isEqualTo(made[0]);
    choose(letter);
    desks.tabTo("open");
    desks.typing.tabTo("field-peer_mentor");
    var box = (ComboBox<?>) desks.lookup("#field-peer_mentor");
    desks.typing.await("other mentors", () -> box.getItems().size() > 1);
    desks.typing.press(KeyCode.UP); // the one that is out of reach stands last
    desks.typing.press(KeyCode.CONTROL, KeyCode.S);
    DesksAtWork.eventually(
        "the correction is in the store",
        () -> !view("activity", made[0]).text(MENTOR).equals(mentor));
    choose(letter);
    desks.tabTo("retry");
    DesksAtWork.eventually(
        "the server has the activity", () -> desks.onServer(made[0]).text("theme").equals("kudu"));
    assertThat(desks.onServer(made[0]).text(MENTOR)).isNotEmpty().isNotEqualTo(mentor);
    DesksAtWork.eventually("nothing of it waits", () -> waiting(made[0]).isEmpty());
    assertThat(desks.trail(made[0]))
        .containsExactly("kari applied create", "kari rejected out-of-scope");
    move("Oslo");
    DesksAtWork.eventually("Kari has the mentor back", this::isMentorHere);
  }

  @Test
  void whatIsThrownAwayNeedsAReasonWhichStaysInTheTrail() {
    var letter = refused(() -> edit(desks.kari(), MENTOR, mentor, "unit=Tromsø"), "");
    choose(letter);
    desks.typing.tabTo("discard");
    desks.typing.pressAndGoOn(KeyCode.SPACE);
    var question = desks.dialog();
    question.press(KeyCode.ENTER); // without a reason nothing happens
    assertThat(waiting(mentor)).hasSize(1);
    question.type("feil");
    question.press(KeyCode.ENTER);
    DesksAtWork.eventually("the letter is gone", () -> waiting(mentor).isEmpty());
    assertThat(view(MENTOR, mentor).text("unit")).isEqualTo("Oslo");
    assertThat(desks.onServer(MENTOR, mentor).text("unit")).isEqualTo("Oslo");
    var filter = AuditFilter.ALL.with(AuditFilter.By.RECORD, mentor);
    assertThat(desks.kari().audit().list(AuditDesk.Of.DEVICE, filter, 9).rows())
        .anyMatch(
            row ->
                row.event().action().code().equals("discarded") && row.toString().contains("feil"));
  }

  @Test
  void everythingThatWaitsIsWrittenToAFile() throws IOException {
    desks.show(Screen.OUTBOX);
    desks.tabTo("export");
    DesksAtWork.eventually("a file", () -> exported().isPresent());
    var held = desks.kari().outbox().list(100, 0).rows();
    assertThat(held).isNotEmpty();
    var rows = new ObjectMapper().readTree(exported().orElseThrow().toFile()).get("rows");
    assertThat(rows.findValuesAsText("mutation"))
        .containsAll(held.stream().map(OutboxRow::mutation).toList());
    assertThat(rows.toString()).contains("41234567").contains("Bergen");
    assertThat(
            desks.kari().audit().list(AuditDesk.Of.DEVICE, AuditFilter.ALL, 9).rows().stream()
                .map(row -> row.event().action().code()))
        .contains("exported");
  }

  private static Optional<Path> exported() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .filter(OutboxIT::isWhole)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isWhole(Path file) {
    try {
      return Files.readString(file).endsWith("}");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Kari writes, and before it is sent the mentor is moved to {@code unit}; returns what the server
   * said no to.
   */
  private OutboxRow refused(Runnable writes, String unit) {
    var before = letters();
    desks.kari().sync().pause();
    writes.run();
    if (!unit.isEmpty()) {
      move(unit);
    }
    desks.kari().sync().resume();
    DesksAtWork.eventually(
        "the server says no",
        () -> {
          DesksAtWork.run(desks.kari());
          return letters().size() > before.size();
        });
    return letters().stream().filter(row -> !before.contains(row)).findFirst().orElseThrow();
  }

  private List<OutboxRow> letters() {
    return desks.kari().outbox().list(100, 0).rows().stream()
        .filter(row -> row.state() == OutboxRow.State.NEEDS_YOU)
        .toList();
  }

  private List<OutboxRow> waiting(String record) {
    return desks.kari().outbox().list(100, 0).rows().stream()
        .filter(row -> row.record().key().equals(record))
        .toList();
  }

  private void move(String unit) {
    edit(desks.admin, MENTOR, mentor, "unit=" + unit);
    DesksAtWork.run(desks.admin);
    assertThat(desks.onServer(MENTOR, mentor).text("unit")).isEqualTo(unit);
  }

  private boolean isMentorHere() {
    DesksAtWork.run(desks.kari());
    return DesksAtWork.isKnown(desks.kari(), MENTOR, mentor)
        && view(MENTOR, mentor).text("unit").equals("Oslo");
  }

  private Fields view(String entity, String record) {
    return desks.kari().records().show(entity, record).view();
  }

  private static void edit(Workplace workplace, String entity, String key, String assignment) {
    var unused = workplace.records().edit(entity, key, List.of(assignment));
  }

  private List<String> ownTrail(String record) {
    var filter = AuditFilter.ALL.with(AuditFilter.By.RECORD, record);
    return desks.kari().audit().list(AuditDesk.Of.DEVICE, filter, 20).rows().stream()
        .map(row -> row.event().action().code())
        .toList();
  }

  /** Goes to the outbox and down to the change. */
  private void choose(OutboxRow row) {
    desks.show(Screen.OUTBOX);
    desks.typing.await("the change in the list", () -> placeOf(row) >= 0);
    desks.typing.tabTo("table");
    var table = (TableView<?>) desks.lookup("#table");
    desks.typing.press(KeyCode.HOME);
    for (var i = 0; i < table.getItems().size() && !Fx.call(() -> isChosen(row)); i++) {
      desks.typing.press(KeyCode.DOWN);
    }
    assertThat(Fx.call(() -> isChosen(row))).isTrue();
  }

  private int placeOf(OutboxRow row) {
    if (desks.lookup("#table") instanceof TableView<?> table) {
      for (var i = 0; i < table.getItems().size(); i++) {
        if (isOf(table.getItems().get(i), row)) {
          return i;
        }
      }
    }
    return -1;
  }

  private boolean isChosen(OutboxRow row) {
    return desks.lookup("#table") instanceof TableView<?> table
        && isOf(table.getSelectionModel().getSelectedItem(), row);
  }

  private static boolean isOf(Object item, OutboxRow row) {
    return item instanceof OutboxLine line && line.row().mutation().equals(row.mutation());
  }
}
