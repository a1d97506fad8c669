package no.samsyn.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.RecordId;
import no.samsyn.sync.AuditQuery;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.RecordHistory;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.Reply;
import no.samsyn.sync.StoredEntry;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.ReviewCase;

/**
 * Why a record looks as it does: what this device's trail knows of it and of its reviews, and what
 * others did, as the server tells. Changes nothing. Thread-safe as far as the store is.
 */
public final class TimeLine {
  private static final int MOMENTS_MAX = 1_000; // a person reads fewer
  private static final int REVIEWS_MAX = 100;

  /** What a review tells of its record. */
  private static final Set<AuditAction> OF_REVIEWS =
      EnumSet.of(AuditAction.REVIEW_OPENED, AuditAction.DECIDED, AuditAction.DECISION_LOST);

  private final SyncStore store;
  private final RecordHistory server;

  public TimeLine(SyncStore store, RecordHistory server) {
    this.store = store;
    this.server = server;
  }

  /**
   * A record's past, oldest first.
   *
   * @param withServer whether the server answered; without it others' changes are missing
   */
  public record Told(List<Moment> moments, boolean withServer) {
    public Told {
      moments = List.copyOf(moments);
    }
  }

  public Told of(RecordId id) {
    var answered = new HashSet<String>(); // own changes that the trail knows the end of
    var moments =
        store.inTransaction(Durability.RELAXED, tx -> new ArrayList<>(here(tx, id, answered)));
    var others = new ArrayList<Moment>();
    var withServer = addOthers(id, answered, others);
    return new Told(inOrder(moments, others), withServer);
  }

  /**
   * Each list is in order; between them versions tell more than two clocks, where there are any.
   */
  private static List<Moment> inOrder(List<Moment> here, List<Moment> others) {
    var all = new ArrayList<Moment>();
    var next = 0;
    for (var at = 0; at < here.size(); at++) {
      var moment = here.get(at);
      var known = nextVersion(here.subList(at, here.size()));
      while (next < others.size() && isBefore(others.get(next), moment, known)) {
        all.add(others.get(next++));
      }
      all.add(moment);
    }
    all.addAll(others.subList(next, others.size()));
    return all;
  }

  /** Returns the first version that one of the moments tells of; nothing before it is later. */
  private static long nextVersion(List<Moment> moments) {
    return moments.stream()
        .mapToLong(Moment::version)
        .filter(version -> version > 0)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static boolean isBefore(Moment other, Moment here, long known) {
    return other.version() <= known
        && (here.version() > 0 || !other.by().at().isAfter(here.by().at()));
  }

  private static List<Moment> here(SyncStore.Tx tx, RecordId id, Set<String> answered) {
    var filter = AuditFilter.ALL.with(By.RECORD, keys(tx, id).toArray(String[]::new));
    var device = new DeviceFacts(tx.facts()).deviceOrNone();
    var moments = new ArrayList<Moment>();
    for (var event : tx.audit().find(AuditQuery.oldest(filter, MOMENTS_MAX))) {
      if (event.action() == AuditAction.APPLIED) {
        answered.add(event.mutation());
      }
      if (event.entity().equals(id.entity())) {
        moments.add(moment(event, device, event.version(), changes(tx, event)));
      } else if (OF_REVIEWS.contains(event.action())) {
        moments.add(moment(event, device, 0, FieldChanges.NONE)); // not its fields
      }
    }
    return moments;
  }

  /** The record, and the reviews that are about it. */
  private static List<String> keys(SyncStore.Tx tx, RecordId id) {
    var keys = new ArrayList<>(List.of(id.key()));
    var about = List.of(new RecordQuery.Filter(ReviewCase.RECORD, id.key()));
    tx.mirror()
        .rows(new RecordQuery(ReviewCase.ENTITY, about, "", false, REVIEWS_MAX, 0))
        .forEach(row -> keys.add(row.id().key()));
    return keys;
  }

  private static FieldChanges changes(SyncStore.Tx tx, AuditEvent event) {
    var stored = tx.audit().stored(event.index() - 1, 1);
    return !stored.isEmpty() && stored.get(0) instanceof StoredEntry.Whole whole
        ? whole.sealed().changes()
        : FieldChanges.NONE;
  }

  private static Moment moment(
      AuditEvent event, String device, long version, FieldChanges changes) {
    var by = new Authorship(event.actor(), event.onBehalfOf(), device, event.at());
    return new Moment(
        event.action().code(), by, event.mutation(), version, event.outcome(), changes, false);
  }

  /** Returns whether the server told what others did. */
  private boolean addOthers(RecordId id, Set<String> answered, List<Moment> moments) {
    Reply<List<RecordHistory.Step>> reply;
    try {
      reply = server.of(id);
    } catch (IOException | Trouble e) {
      return false; // offline, or signed out: what is known here is shown
    }
    if (!(reply instanceof Reply.Answer<List<RecordHistory.Step>> answer)) {
      return false;
    }
    for (var step : answer.body()) {
      if (!answered.contains(step.mutation())) {
        moments.add(
            new Moment(
                AuditAction.APPLIED.code(),
                step.by(),
                step.mutation(),
                step.version(),
                step.op().wireName(),
                step.changes(),
                true));
      }
    }
    return true;
  }
}
