package no.samsyn.ui.records;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import no.samsyn.console.Moment;
import no.samsyn.console.TimeLine;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.RecordId;
import no.samsyn.ui.common.OneAtATime;
import no.samsyn.ui.common.Session;

/** Why a record looks as it does: what happened to it, the newest first. Asked for when opened. */
public final class RecordPastViewModel {
  /** One thing that happened, with what it changed. */
  public record Line(String what, String who, List<String> changes) {
    public Line {
      changes = List.copyOf(changes);
    }

    @Override
    public String toString() {
      return what + ", " + who + (changes.isEmpty() ? "" : ". " + String.join(". ", changes));
    }
  }

  private final Session session;
  private final EntitySchema schema;
  private final ChangeTexts texts;
  private final OneAtATime reading;
  private final BooleanProperty open = new SimpleBooleanProperty();
  private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
  private final ObservableList<Line> lines = FXCollections.observableArrayList();
  private String key = "";
  private boolean revealed;

  RecordPastViewModel(Session session, EntitySchema schema) {
    this.session = session;
    this.schema = schema;
    this.texts = new ChangeTexts(schema, session.words());
    this.reading = new OneAtATime(session.tasks());
    open.subscribe(
        shown -> {
          if (shown) {
            read();
          }
        });
  }

  /** Another record is shown, or the same one anew; sensitive values only where they may be. */
  void show(String record, boolean withSensitive) {
    if (!record.equals(key)) {
      lines.clear();
    }
    key = record;
    revealed = withSensitive;
    if (open.get()) {
      read();
    }
  }

  void close() {
    open.set(false);
    key = "";
    lines.clear();
  }

  private void read() {
    var asked = key;
    if (asked.isEmpty()) {
      return;
    }
    hint.set(session.words().text("past.reading"));
    reading.run(
        () -> session.workplace().timeLine().of(new RecordId(schema.name(), asked)),
        told -> {
          if (asked.equals(key)) {
            show(told);
          }
        },
        session::warn);
  }

  private void show(TimeLine.Told told) {
    hint.set(session.words().text(told.withServer() ? "past.hint" : "past.offline"));
    var shown = new ArrayList<Line>();
    for (var moment : told.moments()) {
      shown.add(0, line(moment));
    }
    lines.setAll(shown);
  }

  private Line line(Moment moment) {
    var words = session.words();
    var by = moment.by();
    var who =
        words.text(
            by.onBehalfOf().isEmpty() ? "past.who" : "past.who-on-behalf",
            by.author().isEmpty() ? words.text("past.somebody") : by.author(),
            words.when(by.at()));
    return new Line(what(moment), who, texts.of(moment.changes(), revealed));
  }

  private String what(Moment moment) {
    var words = session.words();
    var elsewhere = moment.outcome().equals("create") ? "made-elsewhere" : "other-device";
    var code = moment.fromServer() ? elsewhere : moment.what();
    var known = words.has("past." + code) ? "past." + code : "past.something";
    return moment.version() == 0
        ? words.text(known)
        : words.text("past.with-version", words.text(known), words.number(moment.version()));
  }

  public BooleanProperty openProperty() {
    return open;
  }

  public ReadOnlyStringProperty hintProperty() {
    return hint.getReadOnlyProperty();
  }

  public ObservableList<Line> lines() {
    return lines;
  }
}
