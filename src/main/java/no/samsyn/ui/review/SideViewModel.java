package no.samsyn.ui.review;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import no.samsyn.console.Moment;
import no.samsyn.console.TimeLine;
import no.samsyn.console.review.Pick;
import no.samsyn.model.Mutation;
import no.samsyn.model.RecordId;
import no.samsyn.ui.common.OneAtATime;
import no.samsyn.ui.common.Session;

/** Who said what, from where and when, and what else happened to the record. */
public final class SideViewModel {
  private static final long OFF_MILLIS_MIN = 120_000; // below, no clock is worth a word
  private static final int DEVICE_SHOWN =
      6; // devices that were made about the same time begin alike

  /** One side: who, and the lines below the name. */
  record Card(Pick pick, String role, String name, List<String> lines) {
    Card {
      lines = List.copyOf(lines);
    }

    @Override
    public String toString() {
      return role + " " + name + ". " + String.join(". ", lines);
    }
  }

  /** One moment of the record's past. */
  record Line(String icon, String what, String who, String when) {
    @Override
    public String toString() {
      return what + ", " + who + ", " + when;
    }
  }

  /** The whole side of the screen. */
  record Told(List<Card> cards, String comment, List<Line> past, boolean withServer) {
    static final Told NOTHING = new Told(List.of(), "", List.of(), true);

    Told {
      cards = List.copyOf(cards);
      past = List.copyOf(past);
    }
  }

  private final Session session;
  private final OneAtATime reading;
  private final ObjectProperty<Told> told = new SimpleObjectProperty<>(Told.NOTHING);
  private String wanted = "";

  SideViewModel(Session session) {
    this.session = session;
    this.reading = new OneAtATime(session.tasks());
  }

  void show(CaseViewModel.Shown shown) {
    var subject = shown.sheet().row().review().subject();
    var isSame = wanted.equals(subject.record());
    wanted = subject.record();
    var cards = cards(shown);
    var comment = shown.sheet().row().comment();
    told.set(
        new Told(
            cards,
            comment,
            isSame ? told.get().past() : List.of(),
            !isSame || told.get().withServer()));
    reading.run(
        () -> session.workplace().timeLine().of(new RecordId(subject.entity(), subject.record())),
        past -> {
          if (wanted.equals(subject.record())) {
            told.set(new Told(cards, comment, lines(past, shown.words()), past.withServer()));
          }
        },
        session::warn);
  }

  void showNothing() {
    wanted = "";
    told.set(Told.NOTHING);
  }

  private List<Card> cards(CaseViewModel.Shown shown) {
    var cards = new ArrayList<Card>();
    for (var pick : shown.shape().columns()) {
      if (pick != Pick.BASE) {
        cards.add(card(shown, pick));
      }
    }
    return cards;
  }

  private Card card(CaseViewModel.Shown shown, Pick pick) {
    var words = session.words();
    var teller = shown.shape().teller(pick);
    var side = teller.side();
    var lines = new ArrayList<String>();
    if (!teller.forName().isEmpty()) {
      lines.add(words.text("review.side.for", teller.forName()));
    }
    lines.add(
        words.text("review.side.when", words.when(side.by().at())) + clock(side.offsetMillis()));
    if (!side.by().device().isEmpty()) {
      lines.add(words.text("review.side.device", device(side.by().device())));
    }
    if (side.version() > 0) {
      var key = pick == Pick.MINE ? "review.side.based-on" : "review.side.version";
      lines.add(words.text(key, words.number(side.version())));
    }
    var role = words.text("role." + teller.role().code());
    return new Card(pick, role, shown.words().who(teller), lines);
  }

  static String device(String id) {
    return id.substring(Math.max(0, id.length() - DEVICE_SHOWN));
  }

  private String clock(long offset) {
    if (offset == Mutation.Evidence.UNKNOWN_OFFSET || Math.abs(offset) < OFF_MILLIS_MIN) {
      return "";
    }
    var minutes = session.words().number(Math.abs(Duration.ofMillis(offset).toMinutes()));
    var key = offset > 0 ? "review.side.clock-behind" : "review.side.clock-ahead";
    return " " + session.words().text(key, minutes);
  }

  /** The newest first: what led to where it stands is nearest. */
  private List<Line> lines(TimeLine.Told past, CaseWords names) {
    var lines = new ArrayList<Line>();
    for (var moment : past.moments()) {
      var line = line(moment, names.person(moment.by().author()));
      if (lines.isEmpty() || !lines.get(0).equals(line)) { // of a group each member tells it
        lines.add(0, line);
      }
    }
    return lines;
  }

  private Line line(Moment moment, String name) {
    var words = session.words();
    var by = moment.by();
    var who = by.onBehalfOf().isEmpty() ? name : words.text("review.moment.on-behalf", name);
    var what = words.text("review.moment." + code(moment));
    var version =
        moment.version() > 0 ? " (" + words.text("review.version", moment.version()) + ")" : "";
    return new Line(icon(moment), what + version, who, words.when(by.at()));
  }

  /** A newer trail may know more: it is shown as something that happened. */
  private String code(Moment moment) {
    return session.words().has("review.moment." + moment.what()) ? moment.what() : "other";
  }

  private static String icon(Moment moment) {
    return switch (moment.what()) {
      case "saved", "coalesced" -> "mdal-edit";
      case "applied", "sent" -> moment.fromServer() ? "mdal-cloud_download" : "mdal-cloud_done";
      case "conflicted", "theirs", "review-opened" -> "mdal-call_split";
      case "decided", "decision-lost" -> "mdal-gavel";
      case "restored" -> "mdmz-restore";
      case "revealed" -> "mdmz-visibility";
      default -> "mdal-fiber_manual_record";
    };
  }

  ObjectProperty<Told> toldProperty() {
    return told;
  }
}
