package no.samsyn.ui;

import no.samsyn.ui.common.Fxml;
import no.samsyn.ui.common.FxmlFile;
import no.samsyn.ui.common.Navigator;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.history.HistoryController;
import no.samsyn.ui.history.HistoryViewModel;
import no.samsyn.ui.outbox.OutboxController;
import no.samsyn.ui.outbox.OutboxViewModel;
import no.samsyn.ui.overview.OverviewController;
import no.samsyn.ui.overview.OverviewViewModel;
import no.samsyn.ui.records.RecordDetailController;
import no.samsyn.ui.records.RecordsController;
import no.samsyn.ui.records.RecordsViewModel;
import no.samsyn.ui.settings.SettingsController;
import no.samsyn.ui.settings.SettingsViewModel;
import no.samsyn.ui.shell.StatusViewModel;

/** Builds each screen from its view model, its controller and its file. */
final class ScreenMaker {
  private final ConsoleShell.Parts parts;
  private final Session session;
  private final Navigator navigator;
  private final StatusViewModel status;

  ScreenMaker(
      ConsoleShell.Parts parts, Session session, Navigator navigator, StatusViewModel status) {
    this.parts = parts;
    this.session = session;
    this.navigator = navigator;
    this.status = status;
  }

  OpenScreen make(Screen screen) {
    return switch (screen) {
      case OVERVIEW -> overview();
      case ACTIVITIES, CONTACTS, EXPENSES -> records(screen.entity());
      case OUTBOX -> outbox();
      case HISTORY -> history();
      case SETTINGS -> settings();
    };
  }

  private OpenScreen overview() {
    var model = new OverviewViewModel(session, navigator);
    var controller = new OverviewController(model, parts.words());
    return new PlainScreen(Fxml.load(FxmlFile.OVERVIEW, parts.words(), controller), model::refresh);
  }

  private OpenScreen records(String entity) {
    var model = new RecordsViewModel(session, entity);
    var controller =
        new RecordsController(
            model,
            parts.looks().rowHeight(),
            () ->
                Fxml.load(
                    FxmlFile.RECORD_DETAIL,
                    parts.words(),
                    new RecordDetailController(model.detail(), parts.words())));
    var root = Fxml.load(FxmlFile.RECORDS, parts.words(), controller);
    return new RecordsScreen(root, entity, model, controller);
  }

  private OpenScreen outbox() {
    var model = new OutboxViewModel(session, navigator);
    var controller = new OutboxController(model, status, parts.words(), parts.looks().rowHeight());
    return new PlainScreen(Fxml.load(FxmlFile.OUTBOX, parts.words(), controller), model::refresh);
  }

  private OpenScreen history() {
    var model = new HistoryViewModel(session);
    var controller = new HistoryController(model, parts.looks().rowHeight());
    return new PlainScreen(Fxml.load(FxmlFile.HISTORY, parts.words(), controller), model::refresh);
  }

  private OpenScreen settings() {
    var equipment = parts.equipment();
    var model =
        new SettingsViewModel(
            session, equipment.workplaces(), equipment.where(), parts.signedOut());
    var controller =
        new SettingsController(
            model,
            status,
            parts.looks(),
            parts.words(),
            parts.languageChosen(),
            equipment.version());
    return new PlainScreen(Fxml.load(FxmlFile.SETTINGS, parts.words(), controller), model::refresh);
  }
}
