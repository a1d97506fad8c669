package no.samsyn.ui.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import no.samsyn.console.RecordTable.Order;
import no.samsyn.console.RecordTable.Sight;
import no.samsyn.console.review.QueuePage;
import no.samsyn.console.review.QueueRow;
import no.samsyn.console.review.QueueWish;
import no.samsyn.model.FieldSchema;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.OneAtATime;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.records.Choice;
import org.jspecify.annotations.Nullable;

/** The reviews that match, and which of them is looked at. */
public final class QueueViewModel {
  private static final String FILTER = "review-filter"; // kept in preferences; never rename
  private static final int SHOWN_MAX = 2_000; // more than anybody goes through by hand
  private static final int CHOICES_MAX = 500;
  private static final int FIELDS_NAMED = 3;

  private final Session session;
  private final OneAtATime reading;
  private final ObservableList<QueueItem> items = FXCollections.observableArrayList();
  private final ObservableList<Choice> mentors = FXCollections.observableArrayList();
  private final ObservableList<Choice> types = FXCollections.observableArrayList();
  private final ObjectProperty<QueueFilter> filter;
  private final StringProperty search = new SimpleStringProperty("");
  private final ObjectProperty<QueuePage.Counts> counts =
      new SimpleObjectProperty<>(new QueuePage.Counts(0, 0, 0, 0));
  private final ReadOnlyStringWrapper total = new ReadOnlyStringWrapper("");
  private final StringProperty selected = new SimpleStringProperty("");
  private Map<String, String> labels = Map.of();
  private @Nullable QueueWish shown;
  private boolean updating;

  QueueViewModel(Session session) {
    this.session = session;
    this.reading = new OneAtATime(session.tasks());
    this.filter =
        new SimpleObjectProperty<>(QueueFilter.of(session.preferences().get(FILTER).orElse("")));
    filter.addListener(
        (property, before, after) -> {
          session.preferences().set(FILTER, after.text());
          refresh();
        });
    search.addListener((property, before, after) -> refresh());
  }

  /** What was read for the queue, already in words. */
  private record Read(
      QueueWish wish,
      QueuePage page,
      List<QueueItem> items,
      Map<String, String> mentors,
      Map<String, String> types) {
    @Override
    public String toString() {
      return "Read[" + items.size() + "]"; // it names people
    }
  }

  void refresh() {
    var wish = filter.get().wish(search.get(), session.words().today(), SHOWN_MAX);
    reading.run(
        () -> {
          var mentors = choices("peer_mentor", "display_name");
          var types = choices("activity_type", "code");
          var page = session.workplace().reviews().list(wish);
          return new Read(
              wish,
              page,
              page.rows().stream().map(row -> item(row, types)).toList(),
              mentors,
              types);
        },
        this::show,
        session::warn);
  }

  private Map<String, String> choices(String entity, String sort) {
    var sight = new Sight(session.words().language().code(), false);
    var order = new Order(entity, List.of(), "", sort);
    return session.workplace().table().choices(order, CHOICES_MAX, sight);
  }

  private void show(Read read) {
    var known = new HashMap<>(read.types());
    known.putAll(read.mentors());
    labels = known;
    offer(mentors, read.mentors(), "filter.all.peer_mentor");
    offer(types, read.types(), "filter.all.type");
    counts.set(read.page().counts());
    total.set(
        read.page().total() > read.items().size()
            ? session.words().text("review.queue.first", read.items().size(), read.page().total())
            : session.words().count("review.queue", read.page().total()));
    if (!items.equals(read.items())) {
      updating = true;
      items.setAll(read.items());
      updating = false;
    }
    // Where other cases were asked for, one that is not among them is left.
    var isElsewhere = !read.wish().equals(shown) && indexOf(selected.get()) < 0;
    shown = read.wish();
    if (selected.get().isEmpty() || isElsewhere) {
      selected.set(items.isEmpty() ? "" : items.get(0).key());
    }
  }

  private void offer(ObservableList<Choice> choices, Map<String, String> all, String none) {
    var offered = new ArrayList<Choice>();
    offered.add(new Choice("", session.words().text(none)));
    all.forEach((key, label) -> offered.add(new Choice(key, label)));
    if (!choices.equals(offered)) {
      choices.setAll(offered);
    }
  }

  private QueueItem item(QueueRow row, Map<String, String> types) {
    var words = session.words();
    var review = row.review();
    var kind = review.subject().kind();
    var type = CaseWords.typeOf(review, types);
    var what = type.isEmpty() ? words.text("record." + review.subject().entity()) : type;
    return new QueueItem(
        row.key(),
        CaseWords.kindTone(kind),
        icon(kind),
        row.mentorName().isEmpty() ? words.text("review.someone") : row.mentorName(),
        what + CaseWords.day(words, review),
        detail(words, row),
        CaseWords.age(words, row.ageDays()));
  }

  private static String icon(String kind) {
    return switch (kind) {
      case ReviewCase.DUPLICATE -> "mdal-content_copy";
      case ReviewCase.EDIT_AND_DELETE -> "mdal-delete_outline";
      default -> "mdal-call_split";
    };
  }

  private static String detail(I18n words, QueueRow row) {
    var review = row.review();
    if (!review.isOpen()) {
      return words.text("review.status." + review.standing().status());
    } else if (!review.subject().kind().equals(ReviewCase.TWO_VERSIONS)) {
      return words.text("review.kind." + review.subject().kind());
    }
    var entity = review.subject().entity();
    var contested = review.sides().contested();
    var named =
        PeerSupport.schemas().require(entity).fields().stream()
            .map(FieldSchema::name)
            .filter(contested::contains)
            .map(field -> words.text("field." + entity + "." + field))
            .map(CaseWords::withoutNote) // that it is masked matters later
            .toList();
    if (named.isEmpty()) {
      return words.text("review.kind.two_versions");
    }
    var first = String.join(", ", named.subList(0, Math.min(FIELDS_NAMED, named.size())));
    var others = named.size() - FIELDS_NAMED;
    return others <= 0 ? first : words.text("review.queue.and-more", first, others);
  }

  /** Goes to the next case, or the one before; returns whether there is one. */
  public boolean move(int steps) {
    var at = indexOf(selected.get());
    var next = at + steps;
    if (next < 0 || next >= items.size()) {
      return false;
    }
    selected.set(items.get(next).key());
    return true;
  }

  private int indexOf(String key) {
    for (var i = 0; i < items.size(); i++) {
      if (items.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** The selected case is decided: the one below it is next, and it leaves the list. */
  void goOn() {
    var at = indexOf(selected.get());
    var next = at + 1 < items.size() ? at + 1 : at - 1;
    var key = next >= 0 && next < items.size() ? items.get(next).key() : "";
    selected.set(key);
    refresh();
  }

  List<String> keys() {
    return items.stream().map(QueueItem::key).toList();
  }

  /** Returns whether the list is just exchanged: what a list view selects then is nobody's wish. */
  boolean isUpdating() {
    return updating;
  }

  ObservableList<QueueItem> items() {
    return items;
  }

  ObservableList<Choice> mentors() {
    return mentors;
  }

  ObservableList<Choice> types() {
    return types;
  }

  Map<String, String> labels() {
    return labels;
  }

  ObjectProperty<QueueFilter> filterProperty() {
    return filter;
  }

  StringProperty searchProperty() {
    return search;
  }

  ObjectProperty<QueuePage.Counts> countsProperty() {
    return counts;
  }

  public ReadOnlyStringProperty totalProperty() {
    return total.getReadOnlyProperty();
  }

  public String getTotal() {
    return total.get();
  }

  public StringProperty selectedProperty() {
    return selected;
  }
}
