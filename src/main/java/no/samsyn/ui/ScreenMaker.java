package no.samsyn.ui;

import no.samsyn.ui.audit.AuditController;
import no.samsyn.ui.audit.AuditViewModel;
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
import no.samsyn.ui.policy.PolicyController;
import no.samsyn.ui.policy.PolicyViewModel;
import no.samsyn.ui.records.RecordDetailController;
import no.samsyn.ui.records.RecordsController;
import no.samsyn.ui.records.RecordsViewModel;
import no.samsyn.ui.review.BulkController;
import no.samsyn.ui.review.CaseController;
import no.samsyn.ui.review.QueueController;
import no.samsyn.ui.review.ReviewController;
import no.samsyn.ui.review.ReviewViewModel;
import no.samsyn.ui.review.SideController;
import no.samsyn.ui.settings.DataController;
import no.samsyn.ui.settings.DataViewModel;
import no.samsyn.ui.settings.PaceController;
import no.samsyn.ui.settings.PaceViewModel;
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
      case REVIEW -> review();
      case ACTIVITIES, CONTACTS, EXPENSES -> records(screen.entity());
      case OUTBOX -> outbox();
      case HISTORY -> history();
      case AUDIT -> audit();
      case POLICIES -> policies();
      case SETTINGS -> settings();
    };
  }

  private OpenScreen overview() {
    var model = new OverviewViewModel(session, navigator);
    var controller = new OverviewController(model, parts.words(), parts.looks().isLarge());
    return new PlainScreen(Fxml.load(FxmlFile.OVERVIEW, parts.words(), controller), model::refresh);
  }

  private OpenScreen review() {
    var model = new ReviewViewModel(session);
    var queue = new QueueController(model, parts.words(), parts.looks().rowHeight());
    var shownCase = new CaseController(model, parts.words());
    var controller = new ReviewController(model, queue, shownCase, parts.looks().isLarge());
    var side = new SideController(model, parts.words());
    var bulk = new BulkController(model, parts.looks().rowHeight());
    var root = Fxml.load(FxmlFile.REVIEW, parts.words(), controller, queue, shownCase, side, bulk);
    return new ReviewScreen(root, model, controller);
  }

  private OpenScreen records(String entity) {
    var model = new RecordsViewModel(session, entity);
    var controller =
        new RecordsController(
            model,
            parts.looks().rowHeight(),
            parts.looks().isCramped(),
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
    var looks = parts.looks();
    var controller =
        new OutboxController(
            model,
            status,
            parts.words(),
            looks.rowHeight(),
            new OutboxController.Room(looks.isLarge(), looks.isCramped()));
    return new PlainScreen(Fxml.load(FxmlFile.OUTBOX, parts.words(), controller), model::refresh);
  }

  private OpenScreen history() {
    var model = new HistoryViewModel(session);
    var controller = new HistoryController(model, parts.looks().rowHeight());
    return new PlainScreen(Fxml.load(FxmlFile.HISTORY, parts.words(), controller), model::refresh);
  }

  private OpenScreen audit() {
    var model = new AuditViewModel(session, "samsyn " + parts.equipment().version());
    var looks = parts.looks();
    var controller = new AuditController(model, parts.words(), looks.rowHeight(), looks.isLarge());
    return new PlainScreen(Fxml.load(FxmlFile.AUDIT, parts.words(), controller), model::refresh);
  }

  private OpenScreen policies() {
    var model = new PolicyViewModel(session);
    var controller = new PolicyController(model, parts.words(), parts.looks().rowHeight());
    var root = Fxml.load(FxmlFile.POLICIES, parts.words(), controller);
    return new PlainScreen(root, model::refresh);
  }

  private OpenScreen settings() {
    var equipment = parts.equipment();
    var workplaces = equipment.workplaces();
    var where = equipment.where();
    var model =
        new SettingsViewModel(session, () -> workplaces.freeBytes(where), parts.signedOut());
    var pace = new PaceViewModel(session);
    var data = new DataViewModel(session, workplaces, where);
    var controller =
        new SettingsController(
            model,
            status,
            parts.looks(),
            parts.words(),
            parts.languageChosen(),
            new SettingsController.About(equipment.version(), navigator));
    var root =
        Fxml.load(
            FxmlFile.SETTINGS,
            parts.words(),
            controller,
            new PaceController(pace),
            new DataController(data));
    return new PlainScreen(
        root,
        () -> {
          model.refresh();
          pace.refresh();
          data.refresh();
        });
  }
}
