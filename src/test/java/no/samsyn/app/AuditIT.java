package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.BundleVerdict;
import no.samsyn.audit.BundleVerifier;
import no.samsyn.audit.Committed;
import no.samsyn.audit.Manifest;
import no.samsyn.audit.Pins;
import no.samsyn.audit.Profile;
import no.samsyn.audit.ShownEntry;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.Records;
import no.samsyn.console.ServerHouse;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.audit.AuditController;
import no.samsyn.ui.audit.AuditViewModel;
import no.samsyn.ui.common.FxTasks;
import no.samsyn.ui.common.Fxml;
import no.samsyn.ui.common.FxmlFile;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.Looks;
import no.samsyn.ui.common.Picture;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An administrator looks through the organisation's log by keyboard, on a real server, and takes
 * what is shown along in a file. What came of it is asked of the file, by the verifier, and of the
 * server's trail.
 */
class AuditIT {
  private static final RunBudget BUDGET = RunBudget.of(Duration.ofMinutes(1));

  @TempDir Path folder;
  private final SystemTime time = new SystemTime();
  private final StopSignal stop = new StopSignal();
  private final TestDesk desk = new TestDesk(); // answers the questions, and is told what is said
  private final ExecutorService threads = Threads.forTasks();
  private final LocalWorkplaces workplaces =
      new LocalWorkplaces(LocalWorkplaces.Place.IN_FILES, time, new SystemChance(), stop);
  private ServerHouse.Running server;
  private Workplace admin;
  private Looks looks;
  private Stage stage;
  private Scene scene;
  private Typing typing;

  @BeforeEach
  void theLogBeforeAnAdministrator() {
    Fx.start();
    var wish = new ServerHouse.Wish(folder.resolve("srv"), 0, true, "");
    server = new LocalServers(time, new SystemChance(), stop).start(wish);
    try (var kari = device("kari")) {
      var contacts = kari.records().list(new Records.ListWish("contact", List.of(), "", 3, 0));
      assertThat(contacts.rows()).hasSize(3);
      for (var contact : contacts.rows()) {
        var unused =
            kari.records().edit("contact", contact.id().key(), List.of("municipality=Alta"));
      }
      run(kari);
      assertThat(kari.sync().status().unsent()).isZero();
    }
    admin = device("admin");
    Fx.call(this::build);
    typing = new Typing(scene);
  }

  private Workplace device(String user) {
    var where = new Where(folder.resolve(user), server.address(), user, "");
    var opened = workplaces.openOrCreate(where);
    var unused = opened.signIn().signIn(user, "practice");
    run(opened);
    return opened;
  }

  private static void run(Workplace workplace) {
    var unused = workplace.sync().run(BUDGET, SyncEngine.Trigger.NOW);
  }

  private boolean build() {
    var words = new I18n(Language.BOKMAAL, time, ZoneId.of("Europe/Oslo"));
    var tasks = new FxTasks(threads);
    var session = new Session(admin, desk, new Session.Surround(words, tasks, desk, desk, desk));
    Looks.loadFonts();
    looks = new Looks(desk);
    var model = new AuditViewModel(session, "samsyn test");
    var controller = new AuditController(model, words, looks.rowHeight(), looks.isLarge());
    scene = new Scene(Fxml.load(FxmlFile.AUDIT, words, controller), 1400, 900);
    stage = new Stage();
    stage.setScene(scene);
    looks.dress(scene);
    stage.show();
    model.refresh();
    return true;
  }

  @AfterEach
  void everythingIsGivenBack() {
    Fx.call(
        () -> {
          stage.hide();
          return true;
        });
    threads.shutdown();
    admin.close();
    server.close();
  }

  /** Chooses with the arrow keys. */
  private void choose(String id, String label) {
    typing.tabTo(id);
    var box = (ComboBox<?>) scene.lookup("#" + id);
    for (var i = 0; i < box.getItems().size() && !isChosen(box, label); i++) {
      typing.press(KeyCode.DOWN);
    }
    typing.await(label, () -> isChosen(box, label));
  }

  private static boolean isChosen(ComboBox<?> box, String label) {
    return Fx.call(() -> String.valueOf(box.getValue())).equals(label);
  }

  private int rows() {
    return scene.lookup("#table") instanceof TableView<?> table ? table.getItems().size() : -1;
  }

  private void awaitVerdict(String start) {
    typing.await(
        "the verdict " + start,
        () -> scene.lookup("#verdict") instanceof Labeled said && said.getText().startsWith(start));
  }

  private void press(String id) {
    typing.tabTo(id);
    typing.press(KeyCode.SPACE);
  }

  /** The updates of Kari's that the server took: three contacts. */
  private void askForKarisUpdates() {
    choose("of", "Organisasjonen");
    choose("kind", "Kontakt");
    choose("ended", "Endret");
    typing.tabTo("actor");
    typing.typeInto("actor", "kari");
    typing.await("three entries", () -> rows() == 3);
  }

  private static AuditFilter karisUpdates() {
    return AuditFilter.ALL
        .with(By.ACTOR, "kari")
        .with(By.ENTITY, "contact")
        .with(By.OUTCOME, "update");
  }

  private List<AuditDesk.Row> trail(AuditFilter filter) {
    return admin.audit().list(AuditDesk.Of.ORGANISATION, filter, 100).rows();
  }

  private Manifest verified(Path file, List<ShownEntry> shown) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var verdict = new BundleVerifier(Pins.NONE).verify(in, shown::add);
      assertThat(verdict).isInstanceOf(BundleVerdict.Verified.class);
      return ((BundleVerdict.Verified) verdict).manifest();
    }
  }

  private List<AuditDesk.Row> exports(String outcome) {
    var exports = AuditFilter.ALL.with(By.ACTION, "exported").with(By.OUTCOME, outcome);
    return trail(exports);
  }

  @Test
  void whatIsShownIsTakenAlongVerifiedAndStandsInTheLog() throws IOException {
    askForKarisUpdates();
    press("verify");
    awaitVerdict("Organisasjonens logg er hel");
    typing.tabTo("table");
    typing.press(KeyCode.DOWN);
    typing.await(
        "what the entry changed",
        () ->
            scene.lookup("#changed") instanceof Labeled said && said.getText().contains("→ Alta"));
    picture(Theme.HIGH_CONTRAST, "audit-contrast");
    picture(Theme.LIGHT, "audit-organisation");
    withoutNames();
    withNames();
  }

  private void picture(Theme theme, String name) throws IOException {
    Fx.call(
        () -> {
          looks.themeProperty().set(theme);
          return true;
        });
    Typing.pause(); // for the styles of a frame or two
    Fx.call(() -> Picture.of(scene)).write(Path.of("target", "tour", name + ".png"));
  }

  private void withoutNames() throws IOException {
    var file = folder.resolve("control.zip");
    desk.files.add(file);
    press("export");
    awaitVerdict("Filen er skrevet og kontrollert: 3 hendelser");
    var shown = new ArrayList<ShownEntry>();
    var manifest = verified(file, shown);
    assertThat(manifest.header().profile()).isEqualTo(Profile.CONTROL);
    assertThat(manifest.header().filter().text())
        .contains("entity=contact", "outcome=update")
        .doesNotContain("kari");
    assertThat(manifest.counts().shown()).isEqualTo(3);
    var onServer = trail(karisUpdates()).stream().map(row -> row.event().index()).toList();
    assertThat(shown)
        .extracting(each -> each.entry().index())
        .containsExactlyInAnyOrderElementsOf(onServer);
    assertThat(shown).extracting(each -> each.text(Committed.ACTOR)).doesNotContain("kari");
    assertThat(exports("control")).hasSize(1);
    assertThat(exports("control").get(0).event().actor()).isEqualTo("admin");
  }

  private void withNames() throws IOException {
    choose("profile", "Med navn og verdier");
    var file = folder.resolve("full.zip");
    desk.files.add(file);
    press("export");
    typing.await("that a reason is missing", () -> !desk.warned.isEmpty());
    assertThat(file).doesNotExist();
    assertThat(exports("full")).isEmpty();

    typing.tabTo("reason");
    typing.typeInto("reason", "tilsyn");
    press("export");
    DesksAtWork.eventually("the file is written", () -> Files.exists(file));
    awaitVerdict("Filen er skrevet og kontrollert: 3 hendelser");
    var shown = new ArrayList<ShownEntry>();
    assertThat(verified(file, shown).header().profile()).isEqualTo(Profile.FULL);
    assertThat(shown).extracting(each -> each.text(Committed.ACTOR)).containsOnly("kari");
    assertThat(exports("full")).hasSize(1);
    assertThat(exports("full").get(0).event().detail()).contains("tilsyn");
  }
}
