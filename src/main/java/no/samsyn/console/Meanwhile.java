package no.samsyn.console;

import java.time.Instant;
import java.util.List;
import no.samsyn.model.Time;
import no.samsyn.sync.Account;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * What happened while nobody looked: told once, when the console opens. When somebody looked last
 * is kept in the store. Times are this device's and other devices' own: they decide what is told,
 * and nothing else. Thread-safe.
 */
public final class Meanwhile {
  private static final String SEEN = "seen-until"; // a fact; stored on devices, never rename
  private static final int RUNS_MAX = 1_000;
  private static final int LETTERS_MAX = 500;
  private static final int REVIEWS_MAX = 500; // the newest

  private final SyncStore store;
  private final Time time;

  public Meanwhile(SyncStore store, Time time) {
    this.store = store;
    this.time = time;
  }

  /**
   * Counts since somebody looked.
   *
   * @param sent changes that the server has taken
   * @param decided reviews that other people decided
   * @param refused changes that cannot go without a person
   */
  public record News(long sent, long decided, long refused) {
    static final News NONE = new News(0, 0, 0);

    public boolean isNone() {
      return equals(NONE);
    }
  }

  /** Returns what is new since somebody looked; from now on it counts as seen. */
  public News take() {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var before = tx.facts().get(SEEN).map(Long::parseLong).map(Instant::ofEpochMilli);
          see(tx);
          return before.map(since -> since(tx, since)).orElse(News.NONE);
        });
  }

  /** Somebody has the console open, so what happened so far needs no telling. */
  public void seen() {
    store.inTransaction(
        Durability.RELAXED,
        tx -> {
          see(tx);
          return true;
        });
  }

  private void see(SyncStore.Tx tx) {
    tx.facts().set(SEEN, Long.toString(time.now().toEpochMilli()));
  }

  private static News since(SyncStore.Tx tx, Instant since) {
    var sent =
        tx.runs().latest(RUNS_MAX).stream()
            .filter(run -> run.startedAt().isAfter(since))
            .map(SyncReport::counts)
            .mapToLong(SyncReport.Counts::accepted)
            .sum();
    var refused =
        tx.deadLetters().list(LETTERS_MAX, 0).stream()
            .filter(letter -> letter.diedAt().isAfter(since))
            .count();
    return new News(sent, decided(tx, since), refused);
  }

  private static long decided(SyncStore.Tx tx, Instant since) {
    var me = new DeviceFacts(tx.facts()).account().map(Account::user).orElse("");
    var resolved =
        new RecordQuery(
            ReviewCase.ENTITY,
            List.of(new RecordQuery.Filter(ReviewCase.STATUS, ReviewCase.RESOLVED)),
            "",
            true,
            REVIEWS_MAX,
            0);
    return tx.mirror().rows(resolved).stream()
        .filter(row -> row.last().at().isAfter(since))
        .filter(row -> !row.view().text(ReviewCase.DECIDED_BY).equals(me))
        .count();
  }
}
