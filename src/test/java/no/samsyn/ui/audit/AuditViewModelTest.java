package no.samsyn.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import no.samsyn.console.AuditExport;
import no.samsyn.console.AuditLog;
import no.samsyn.testkit.TestDevice;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.common.Tone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditViewModelTest {
  @TempDir Path folder;
  private final TestDesk desk = new TestDesk();
  private AuditViewModel model;

  @BeforeEach
  void olaSavedTwice() {
    desk.device.addContact("Anna Hemmelig");
    desk.device.addActivity(45);
    model = new AuditViewModel(desk.session(), "samsyn test");
    model.refresh();
  }

  @Test
  void theNewestComesFirstInWords() {
    assertThat(model.rows()).hasSize(2);
    assertThat(model.rows().get(0).what()).isEqualTo("Lagret");
    assertThat(model.rows().get(0).about()).startsWith("Aktivitet");
    assertThat(model.rows().get(1).about()).startsWith("Kontakt");
    assertThat(model.getCount()).isEqualTo("2 hendelser");
  }

  @Test
  void aConditionLeavesOutTheRest() {
    model.questionProperty().set(model.questionProperty().get().withEntity("contact"));
    assertThat(model.rows())
        .extracting(row -> row.line().what().entity())
        .containsExactly("contact");
    model.questionProperty().set(model.questionProperty().get().withOutcome("delete"));
    assertThat(model.rows()).isEmpty();
    model.questionProperty().set(model.questionProperty().get().withOutcome("create"));
    assertThat(model.rows()).hasSize(1);
    model.questionProperty().set(model.questionProperty().get().withActor("nobody"));
    assertThat(model.rows()).isEmpty();
    assertThat(model.getCount()).isEqualTo("ingen hendelser");
  }

  @Test
  void everyOutcomeThatCanBeAskedForHasAWord() {
    assertThat(model.texts().outcomes())
        .allSatisfy(choice -> assertThat(choice.toString()).isNotEqualTo(choice.key()));
  }

  @Test
  void whatIsMaskedInAnEntryIsShownOnlyAfterItIsWrittenDown() {
    model.selectedProperty().set(model.rows().get(1));
    assertThat(model.getChanges()).contains("Navn").doesNotContain("Hemmelig");
    assertThat(model.maskedProperty().get()).isTrue();
    model.reveal();
    assertThat(model.getChanges()).contains("Anna Hemmelig");
    assertThat(desk.revealed()).hasSize(1);
  }

  @Test
  void theChainIsVerifiedAndItsLengthSaid() {
    model.verify();
    assertThat(model.getVerdict()).contains("er hel: 2 hendelser");
    assertThat(model.verdictToneProperty().get()).isEqualTo(Tone.GOOD);
    assertThat(model.busyProperty().get()).isFalse();
  }

  @Test
  void whatIsShownIsExportedAndTheExportStandsInTheLog() {
    var file = folder.resolve("log.csv");
    desk.files.add(file);
    model.questionProperty().set(model.questionProperty().get().withEntity("activity"));
    model.exporting().formatProperty().set(AuditExport.Format.CSV);
    model.exporting().export();
    assertThat(file).isNotEmptyFile().content().doesNotContain("Hemmelig", TestDevice.OLA);
    assertThat(model.getVerdict()).contains("1 hendelse");
    model.questionProperty().set(AuditQuestion.USUAL);
    assertThat(model.rows().get(0).what()).isEqualTo("Loggen ble eksportert");
  }

  @Test
  void aFullExportSaysWhyFirst() {
    desk.files.add(folder.resolve("log.zip"));
    model.exporting().shownProperty().set(AuditLog.Shown.FULL);
    model.exporting().export();
    assertThat(desk.warned).hasSize(1);
    assertThat(folder.resolve("log.zip")).doesNotExist();
    model.exporting().reasonProperty().set("Kontroll");
    model.exporting().export();
    assertThat(folder.resolve("log.zip")).isNotEmptyFile();
  }

  @Test
  void furtherBackComesPageByPage() {
    for (var i = 0; i < 400; i++) {
      desk.device.addActivity(30);
    }
    model.refresh();
    assertThat(model.rows()).hasSize(300);
    assertThat(model.moreProperty().get()).isTrue();
    model.showMore();
    assertThat(model.rows()).hasSize(402);
    assertThat(model.rows()).extracting(row -> row.line().index()).doesNotHaveDuplicates();
    assertThat(model.moreProperty().get()).isFalse();
    model.refresh();
    assertThat(model.rows()).as("whoever reads on is not thrown back").hasSize(402);
  }
}
