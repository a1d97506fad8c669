package no.samsyn.console;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.Profile;
import no.samsyn.model.FieldChanges;
import no.samsyn.sync.AuditQuery;
import no.samsyn.sync.StoredEntry;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * The audit trail as a person reads it: page by page from the newest on, one entry with what it
 * changed, the whole of it verified, and what is shown exported. A page costs the same however long
 * the trail is: the device's own is read through its indexes, the organisation's by the server.
 * Thread-safe as far as the store is.
 */
public final class AuditLog {
  private final SyncStore store;
  private final AuditDesk desk;
  private final AuditExport export;

  public AuditLog(SyncStore store, AuditDesk desk, AuditExport export) {
    this.store = store;
    this.desk = desk;
    this.export = export;
  }

  /** Which entries of which trail. */
  public record Wish(AuditDesk.Of of, Days days, About about) {}

  /** A period of whole days, the last one in it; {@code MIN} and {@code MAX} are no bounds. */
  public record Days(LocalDate from, LocalDate until, ZoneId zone) {
    public static Days all(ZoneId zone) {
      return new Days(LocalDate.MIN, LocalDate.MAX, zone);
    }
  }

  /** Whom and what; an empty text is any. */
  public record About(String actor, String record, String entity, String action, String outcome) {
    public static final About ANYTHING = new About("", "", "", "", "");
  }

  /** One entry, for reading. */
  public record Line(long index, Instant at, Who who, What what) {
    @Override
    public String toString() {
      return "Line[" + index + "]"; // the rest names people
    }
  }

  /** Who did it; texts are empty where there is nobody, or where it was erased. */
  public record Who(String actor, String onBehalfOf) {}

  /** What was done, as codes; texts are empty where there is nothing, or where it was erased. */
  public record What(
      String action, String entity, String record, long version, String outcome, String detail) {}

  /** Entries in order, the newest first. */
  public record Page(List<Line> lines, boolean hasMore) {
    public Page {
      lines = List.copyOf(lines);
    }
  }

  public AuditDesk.Of usual() {
    return desk.usual();
  }

  /** Returns whether this person may read the organisation's trail. */
  public boolean mayReadOrganisation() {
    return desk.isAdministrator();
  }

  /** Returns the codes of everything that can be done. */
  public static List<String> actions() {
    return Arrays.stream(AuditAction.values()).map(AuditAction::code).toList();
  }

  public Page newest(Wish wish, int limit) {
    return wish.of() == AuditDesk.Of.ORGANISATION
        ? ofOrganisation(wish, 0, limit)
        : page(AuditQuery.newest(filter(wish), limit + 1), limit);
  }

  /** Returns the page behind {@code last}. */
  public Page behind(Wish wish, Line last, int limit) {
    if (wish.of() == AuditDesk.Of.ORGANISATION) {
      return ofOrganisation(wish, last.index(), limit);
    }
    var mark = new AuditQuery.Mark(last.at(), last.index());
    return page(AuditQuery.newest(filter(wish), limit + 1).after(mark), limit);
  }

  private Page ofOrganisation(Wish wish, long before, int limit) {
    var rows = desk.newestOfOrganisation(filter(wish), before, limit + 1);
    var shown = rows.subList(0, Math.min(limit, rows.size()));
    return new Page(shown.stream().map(AuditLog::line).toList(), rows.size() > limit);
  }

  private Page page(AuditQuery query, int limit) {
    var events =
        store.inTransaction(
            Durability.RELAXED,
            tx -> {
              SignInDesk.requireSignedIn(tx);
              return tx.audit().find(query);
            });
    var lines = new ArrayList<Line>();
    for (var event : events.subList(0, Math.min(limit, events.size()))) {
      lines.add(line(event, event.action().code()));
    }
    return new Page(lines, events.size() > limit);
  }

  private static Line line(AuditDesk.Row row) {
    return line(row.event(), row.action());
  }

  private static Line line(AuditEvent event, String action) {
    return new Line(
        event.index(),
        event.at(),
        new Who(event.actor(), event.onBehalfOf()),
        new What(
            action, event.entity(), event.key(), event.version(), event.outcome(), event.detail()));
  }

  /** Returns how many entries of the device's own trail are asked for. */
  public long count(Wish wish) {
    var filter = filter(wish);
    return store.inTransaction(Durability.RELAXED, tx -> tx.audit().count(filter));
  }

  private static AuditFilter filter(Wish wish) {
    var days = wish.days();
    var about = wish.about();
    var from =
        days.from().equals(LocalDate.MIN)
            ? AuditFilter.ALL.from()
            : days.from().atStartOfDay(days.zone()).toInstant();
    var until =
        days.until().equals(LocalDate.MAX)
            ? AuditFilter.ALL.until()
            : days.until().plusDays(1).atStartOfDay(days.zone()).toInstant();
    return AuditFilter.ALL
        .during(from, until)
        .with(By.ACTOR, values(about.actor()))
        .with(By.RECORD, values(about.record()))
        .with(By.ENTITY, values(about.entity()))
        .with(By.ACTION, values(about.action()))
        .with(By.OUTCOME, values(about.outcome()));
  }

  private static String[] values(String text) {
    return text.isEmpty() ? new String[0] : new String[] {text};
  }

  /** Returns what an entry changed, as far as it is not erased. */
  public FieldChanges changes(AuditDesk.Of of, long index) {
    return of == AuditDesk.Of.ORGANISATION
        ? desk.ofOrganisation().changes(index)
        : changesOfDevice(index);
  }

  private FieldChanges changesOfDevice(long index) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          SignInDesk.requireSignedIn(tx);
          var stored = tx.audit().stored(index - 1, 1);
          return !stored.isEmpty() && stored.get(0) instanceof StoredEntry.Whole whole
              ? whole.sealed().changes()
              : FieldChanges.NONE;
        });
  }

  /** What a look at the whole trail came to: 0 damaged entries, or the first one. */
  public record Verified(long entries, long damagedAt) {
    public boolean isWhole() {
      return damagedAt == 0;
    }
  }

  /** Recomputes a whole chain. */
  public Verified verify(AuditDesk.Of of, AuditExport.Progress progress) {
    return of == AuditDesk.Of.ORGANISATION
        ? desk.ofOrganisation().verify(progress)
        : ofDevice(progress);
  }

  private Verified ofDevice(AuditExport.Progress progress) {
    var told = desk.verify(List.of(), progress);
    if (told instanceof AuditDesk.OwnTrail.Whole whole) {
      return new Verified(whole.head().index(), 0);
    } else if (told instanceof AuditDesk.OwnTrail.Damaged damaged) {
      return new Verified(damaged.index(), damaged.index());
    }
    throw new IllegalStateException("unknown " + told.getClass());
  }

  /** How much of the entries an export shows. */
  public enum Shown {
    CONTROL,
    FULL
  }

  /** Where an export goes, and why. */
  public record Target(Path file, AuditExport.Format format, String reason, String tool) {}

  /** Writes exactly what is asked for; that it was written stands in it. Returns how many. */
  public long export(Wish wish, Shown shown, Target target, AuditExport.Progress progress) {
    var profile = shown == Shown.FULL ? Profile.FULL : Profile.CONTROL;
    var what = new AuditExport.What(wish.of(), filter(wish), profile, target.reason());
    var where =
        new AuditExport.Where(
            target.file(), target.format(), true, wish.days().zone(), target.tool());
    return export.export(what, where, progress).manifest().counts().shown();
  }
}
