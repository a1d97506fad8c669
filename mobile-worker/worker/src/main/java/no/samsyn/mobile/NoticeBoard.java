package no.samsyn.mobile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import no.samsyn.model.RecordId;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * What a person has not been told yet, found by comparing how things stand with what was last
 * shown. So a notice that is no longer true is never shown, and a kill in between repeats one at
 * worst. The names of the facts are stored on devices; never rename. Thread-safe as far as the
 * store is.
 */
final class NoticeBoard {
  private static final String LETTERS = "notices-needs-you";
  private static final String REVIEWS = "notices-reviews";
  private static final String SINCE = "notices-since";
  private static final int COMPARED_MAX = 500;
  private static final int RUNS_MAX = 200;

  private final SyncStore store;

  NoticeBoard(SyncStore store) {
    this.store = store;
  }

  UnseenNotices unseen() {
    return store.inTransaction(Durability.RELAXED, NoticeBoard::unseen);
  }

  private static UnseenNotices unseen(SyncStore.Tx tx) {
    var notices = new ArrayList<Notice>();
    var runs = tx.runs().latest(RUNS_MAX);
    var since = Instant.ofEpochMilli(number(tx, SINCE));
    var sent = 0L;
    for (var run : runs) {
      sent += run.startedAt().isAfter(since) ? run.counts().accepted() : 0;
    }
    if (sent > 0) {
      notices.add(new Notice(Notice.Kind.SENT, "", "", sent));
    }
    var letters = letters(tx, notices);
    var reviews = reviews(tx, notices);
    var until = runs.isEmpty() ? since : runs.get(0).startedAt();
    return new UnseenNotices(notices, letters, reviews, until.toEpochMilli());
  }

  private static Set<String> letters(SyncStore.Tx tx, List<Notice> notices) {
    var told = names(tx, LETTERS);
    var now = new LinkedHashSet<String>();
    for (DeadLetter letter : tx.deadLetters().list(COMPARED_MAX, 0)) {
      now.add(letter.mutation());
      if (!told.contains(letter.mutation())) {
        notices.add(about(Notice.Kind.NEEDS_YOU, letter.record()));
      }
    }
    return now;
  }

  private static Set<String> reviews(SyncStore.Tx tx, List<Notice> notices) {
    var told = names(tx, REVIEWS);
    var open = new LinkedHashSet<String>();
    for (var row : tx.mirror().list(openReviews()).rows()) {
      open.add(row.id().key());
      if (!told.contains(row.id().key())) {
        notices.add(about(Notice.Kind.UNDER_REVIEW, ReviewCase.of(row.view()).subject()));
      }
    }
    for (var key : told) {
      if (!open.contains(key)) {
        tx.mirror()
            .find(new RecordId(ReviewCase.ENTITY, key))
            .map(row -> about(Notice.Kind.REVIEW_DECIDED, ReviewCase.of(row.view()).subject()))
            .ifPresent(notices::add);
      }
    }
    return open;
  }

  private static RecordQuery openReviews() {
    var open = List.of(new RecordQuery.Filter(ReviewCase.STATUS, ReviewCase.OPEN));
    return new RecordQuery(ReviewCase.ENTITY, open, "", false, COMPARED_MAX, 0);
  }

  private static Notice about(Notice.Kind kind, ReviewCase.Subject subject) {
    return new Notice(kind, subject.entity(), subject.record(), 1);
  }

  private static Notice about(Notice.Kind kind, RecordId record) {
    return new Notice(kind, record.entity(), record.key(), 1);
  }

  /** Remembers what was shown; what came after {@code shown} was made is shown the next time. */
  void seen(UnseenNotices shown) {
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          tx.facts().set(LETTERS, String.join("\n", shown.letters()));
          tx.facts().set(REVIEWS, String.join("\n", shown.reviews()));
          tx.facts().set(SINCE, Long.toString(shown.until()));
          return true;
        });
  }

  private static Set<String> names(SyncStore.Tx tx, String fact) {
    var text = tx.facts().get(fact).orElse("");
    return text.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(text.split("\n", -1)));
  }

  private static long number(SyncStore.Tx tx, String fact) {
    return tx.facts().get(fact).map(Long::parseLong).orElse(0L);
  }
}
