package no.samsyn.console;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * What a coordinator sees first: how much was done each week, and who has been silent. Computed
 * from the mirror alone. Thread-safe as far as the store is.
 */
public final class Outlook {
  /** Half a year: enough to see a season, short enough to read at a glance. */
  public static final int WEEKS = 26;

  private static final int PAGE = 1_000;

  private final SyncStore store;

  public Outlook(SyncStore store) {
    this.store = store;
  }

  /** How many activities took place in the week that begins on {@code monday}. */
  public record Week(LocalDate monday, int activities) {}

  /**
   * One active mentor.
   *
   * @param last the day of the last activity, empty where there is none in the time looked at
   */
  public record Mentor(String key, String name, Optional<LocalDate> last) {}

  /** All of it: weeks in order, mentors with the longest silent first. */
  public record View(List<Week> weeks, List<Mentor> mentors) {
    public View {
      weeks = List.copyOf(weeks);
      mentors = List.copyOf(mentors);
    }

    /** Returns those of whom nothing was heard on or after {@code since}. */
    public List<Mentor> silentSince(LocalDate since) {
      return mentors.stream()
          .filter(mentor -> mentor.last().map(last -> last.isBefore(since)).orElse(true))
          .toList();
    }
  }

  public View view(LocalDate today) {
    var first = mondayOf(today).minusWeeks(WEEKS - 1L);
    var seen = new Seen(new HashMap<>(), new HashMap<>(), first);
    var keys =
        store.inTransaction(
            Durability.RELAXED,
            tx -> {
              SignInDesk.requireSignedIn(tx);
              return tx.mirror().keys(all(PeerSupport.ACTIVITY, "date", true));
            });
    for (var from = 0; from < keys.size(); from += PAGE) {
      if (!read(keys.subList(from, Math.min(keys.size(), from + PAGE)), seen)) {
        break; // the rest is older
      }
    }
    var weeks = new ArrayList<Week>();
    for (var week = 0; week < WEEKS; week++) {
      var monday = first.plusWeeks(week);
      weeks.add(new Week(monday, seen.weeks.getOrDefault(monday, 0)));
    }
    return new View(weeks, mentors(seen.last));
  }

  private static LocalDate mondayOf(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  /** What the walk from the newest activity backwards has met. */
  private record Seen(
      Map<LocalDate, Integer> weeks, Map<String, LocalDate> last, LocalDate first) {}

  private boolean read(List<String> keys, Seen seen) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          for (var key : keys) {
            var row = tx.mirror().find(new RecordId(PeerSupport.ACTIVITY, key));
            if (row.isPresent() && !row.get().view().text("date").isEmpty()) {
              var date = LocalDate.parse(row.get().view().text("date"));
              if (date.isBefore(seen.first)) {
                return false;
              }
              seen.last.putIfAbsent(row.get().view().text(PeerSupport.PEER_MENTOR), date);
              seen.weeks.merge(mondayOf(date), 1, Integer::sum);
            }
          }
          return true;
        });
  }

  private List<Mentor> mentors(Map<String, LocalDate> last) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          var mentors = new ArrayList<Mentor>();
          for (var key :
              tx.mirror().keys(all(PeerSupport.PEER_MENTOR_TYPE, "display_name", false))) {
            tx.mirror()
                .find(new RecordId(PeerSupport.PEER_MENTOR_TYPE, key))
                .filter(row -> row.view().get("active").equals(Value.flag(true)))
                .map(
                    row ->
                        new Mentor(
                            key,
                            row.view().text("display_name"),
                            Optional.ofNullable(last.get(key))))
                .ifPresent(mentors::add);
          }
          mentors.sort(Comparator.comparing(each -> each.last().orElse(LocalDate.MIN)));
          return mentors;
        });
  }

  private static RecordQuery all(String entity, String sort, boolean descending) {
    return new RecordQuery(entity, List.of(), sort, descending, 1, 0);
  }
}
