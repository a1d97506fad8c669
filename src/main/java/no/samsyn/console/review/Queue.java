package no.samsyn.console.review;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import no.samsyn.console.Pages;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.RecordQuery.Filter;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * Reads the queue. What the mirror has an index for is the store's to filter; the rest is tried
 * review by review, of which an organisation has hundreds. Used within one transaction.
 */
final class Queue {
  private static final int PAGE = 2_000;
  private static final Filter OPEN = new Filter(ReviewCase.STATUS, ReviewCase.OPEN);

  private final SyncStore.Tx tx;
  private final People people;
  private final QueueWish wish;
  private final Instant now;
  private long deferred; // of all that are open

  Queue(SyncStore.Tx tx, People people, QueueWish wish, Instant now) {
    this.tx = tx;
    this.people = people;
    this.wish = wish;
    this.now = now;
  }

  QueuePage read() {
    var matching = new ArrayList<QueueRow>();
    each(
        tx,
        filters(),
        row -> {
          var each = row(row);
          deferred += isDeferred(each.review(), wish.today()) ? 1 : 0;
          if (matches(each)) {
            matching.add(each);
          }
        });
    matching.sort(order());
    var page = matching.stream().skip(wish.offset()).limit(wish.limit()).toList();
    return new QueuePage(matching.size(), counts(), page);
  }

  /** Hands every review that the mirror's filters let through. */
  static void each(SyncStore.Tx tx, List<Filter> filters, Consumer<MirrorRow> work) {
    Pages.each(
        PAGE,
        (limit, offset) ->
            tx.mirror()
                .list(new RecordQuery(ReviewCase.ENTITY, filters, "", false, limit, offset))
                .rows(),
        work);
  }

  private QueueRow row(MirrorRow row) {
    var mentor = row.view().text("peer_mentor");
    return QueueRow.of(row, people.mentorName(mentor), now);
  }

  private List<Filter> filters() {
    var filters = new ArrayList<Filter>();
    switch (wish.status()) {
      case OPEN, DEFERRED -> filters.add(OPEN);
      case MINE -> {
        filters.add(OPEN);
        filters.add(assignedTo(people.account().user()));
      }
      case DECIDED, ALL -> {
        // no one value finds them
      }
    }
    add(filters, "kind", wish.filters().kind());
    add(filters, "peer_mentor", wish.filters().mentor());
    if (wish.status() != QueueWish.Status.MINE) {
      add(filters, ReviewCase.ASSIGNED_TO, wish.filters().assigned());
    }
    return filters;
  }

  private static void add(List<Filter> filters, String field, String value) {
    if (!value.isEmpty()) {
      filters.add(new Filter(field, value));
    }
  }

  private static Filter assignedTo(String user) {
    return new Filter(ReviewCase.ASSIGNED_TO, user);
  }

  private boolean matches(QueueRow row) {
    var review = row.review();
    var filters = wish.filters();
    return isWanted(review)
        && isOfType(review, filters.type())
        && (filters.severity().isEmpty() || filters.severity().equals(Spelling.of(row.severity())))
        && (filters.assigned().isEmpty()
            || filters.assigned().equals(review.standing().assignedTo()))
        && isOlder(row.since(), filters.olderThanDays())
        && (filters.search().isEmpty() || holds(row, filters.search()));
  }

  private boolean isOlder(Instant since, long days) {
    return days < 0 || since.isBefore(now.minus(days, ChronoUnit.DAYS));
  }

  private boolean isWanted(ReviewCase review) {
    return switch (wish.status()) {
      case OPEN, MINE, ALL -> true;
      case DEFERRED -> isDeferred(review, wish.today());
      case DECIDED -> !review.isOpen();
    };
  }

  static boolean isDeferred(ReviewCase review, LocalDate today) {
    // Both are ISO dates, which sort as they read.
    return review.isOpen() && review.standing().deferredUntil().compareTo(today.toString()) > 0;
  }

  private static boolean isOfType(ReviewCase review, String type) {
    return type.isEmpty()
        || List.of(review.sides().theirs(), review.sides().mine(), review.sides().base()).stream()
            .anyMatch(side -> side.text("type").equals(type));
  }

  private static boolean holds(QueueRow row, String search) {
    var wanted = search.toLowerCase(Locale.ROOT);
    var sides = row.review().sides();
    var texts = new ArrayList<String>();
    texts.add(row.key());
    texts.add(row.mentorName());
    texts.add(row.comment());
    texts.add(row.review().subject().record());
    texts.add(sides.mineBy().by().author());
    texts.add(sides.theirsBy().by().author());
    List.of(sides.base(), sides.mine(), sides.theirs()).forEach(side -> addTexts(side, texts));
    return texts.stream().anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
  }

  private static void addTexts(Fields side, List<String> texts) {
    side.values().values().stream().map(Value::asText).forEach(texts::add);
  }

  private Comparator<QueueRow> order() {
    var oldest = Comparator.comparing(QueueRow::since).thenComparing(QueueRow::key);
    return wish.order() == QueueWish.Order.MENTOR
        ? Comparator.comparing((QueueRow row) -> row.mentorName()).thenComparing(oldest)
        : oldest;
  }

  private QueuePage.Counts counts() {
    var open = total(List.of(OPEN));
    if (!filters().equals(List.of(OPEN))) { // else all of them were just read
      countDeferred();
    }
    return new QueuePage.Counts(
        open,
        total(List.of(OPEN, assignedTo(people.account().user()))),
        deferred,
        total(List.of()) - open);
  }

  private void countDeferred() {
    deferred = 0;
    each(
        tx,
        List.of(OPEN),
        row -> {
          var until = row.view().text(ReviewCase.DEFERRED_UNTIL);
          deferred += until.compareTo(wish.today().toString()) > 0 ? 1 : 0;
        });
  }

  private long total(List<Filter> filters) {
    return tx.mirror().list(new RecordQuery(ReviewCase.ENTITY, filters, "", false, 1, 0)).total();
  }
}
