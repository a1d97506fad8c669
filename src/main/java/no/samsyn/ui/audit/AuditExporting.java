package no.samsyn.ui.audit;

import java.nio.file.Path;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import no.samsyn.console.AuditExport;
import no.samsyn.console.AuditLog;
import no.samsyn.ui.common.Session;

/** Exports exactly what the log shows, in a file that proves it. */
final class AuditExporting {
  private final Session session;
  private final AuditViewModel log;
  private final String tool;
  private final ObjectProperty<AuditLog.Shown> shown =
      new SimpleObjectProperty<>(AuditLog.Shown.CONTROL);
  private final ObjectProperty<AuditExport.Format> format =
      new SimpleObjectProperty<>(AuditExport.Format.BUNDLE);
  private final StringProperty reason = new SimpleStringProperty("");

  AuditExporting(Session session, AuditViewModel log, String tool) {
    this.session = session;
    this.log = log;
    this.tool = tool;
  }

  /** Asks where to, and writes it; a full export says why first. */
  void export() {
    var words = session.words();
    if (log.busyProperty().get()) {
      return;
    }
    if (shown.get() == AuditLog.Shown.FULL && reason.get().isBlank()) {
      session.notices().warn(words.text("audit.export.reason-needed"));
      return;
    }
    var ending = format.get() == AuditExport.Format.CSV ? ".csv" : ".zip";
    session
        .dialogs()
        .saveFile(words.text("audit.export"), "samsyn-logg-" + log.today() + ending)
        .ifPresent(this::export);
  }

  private void export(Path file) {
    var wish = log.wish();
    var wanted = shown.get();
    var target = new AuditLog.Target(file, format.get(), reason.get().strip(), tool);
    log.begin();
    var told = session.tasks().<Double>onScreen(log.progressProperty()::set);
    session
        .tasks()
        .run(
            () ->
                session
                    .workplace()
                    .auditLog()
                    .export(
                        wish,
                        wanted,
                        target,
                        (at, of) -> told.accept(AuditViewModel.share(at, of))),
            entries -> log.exported(session.words().count("audit.exported", entries)),
            log::failed);
  }

  ObjectProperty<AuditLog.Shown> shownProperty() {
    return shown;
  }

  ObjectProperty<AuditExport.Format> formatProperty() {
    return format;
  }

  StringProperty reasonProperty() {
    return reason;
  }
}
