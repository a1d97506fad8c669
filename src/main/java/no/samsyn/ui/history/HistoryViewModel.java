package no.samsyn.ui.history;

import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import no.samsyn.sync.SyncReport;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.common.Tone;

/** The runs of this device: what each moved, why it started and why it stopped. */
public final class HistoryViewModel {
  private static final int SHOWN_MAX = 1_000; // as many as are kept

  private final Session session;
  private final ObservableList<RunLine> runs = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");

  public HistoryViewModel(Session session) {
    this.session = session;
  }

  public void refresh() {
    session
        .tasks()
        .run(() -> session.workplace().sync().history(SHOWN_MAX), this::show, session::warn);
  }

  private void show(List<SyncReport> reports) {
    var shown = reports.stream().map(this::line).toList();
    if (!runs.equals(shown)) {
      runs.setAll(shown);
    }
    count.set(session.words().count("history.count", reports.size()));
  }

  private RunLine line(SyncReport report) {
    var words = session.words();
    var counts = report.counts();
    var key = "because." + report.startedBecause();
    return new RunLine(
        words.when(report.startedAt()),
        words.has(key) ? words.text(key) : report.startedBecause(),
        report.stop() == SyncReport.Stop.FINISHED ? Tone.GOOD : Tone.WAITING,
        words.text("stop." + report.stop().code()),
        words.number(counts.sent()),
        words.number(counts.pulled()),
        words.number(counts.conflicts() + counts.rejected()),
        words.number(counts.left()),
        words.bytes(report.bytes()),
        words.seconds(report.took()));
  }

  public ObservableList<RunLine> runs() {
    return runs;
  }

  public ReadOnlyStringProperty countProperty() {
    return count.getReadOnlyProperty();
  }

  public String getCount() {
    return count.get();
  }
}
