package no.samsyn.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.FieldType;
import no.samsyn.model.Fields;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStore;

/** What must hold within a device after each of its transactions. */
final class DeviceChecks {
  private static final long WAIT_MILLIS_MAX = 2 * 3_600_000;

  private final World world;
  private final Map<String, String> frozen = new HashMap<>();
  private final Map<String, Long> cursors = new HashMap<>();
  private final Map<String, String> epochs = new HashMap<>();

  DeviceChecks(World world) {
    this.world = world;
  }

  /** A cursor need not be forced to the disk: what came since is fetched again. */
  void powerCut(SimDevice device) {
    cursors.remove(device.name());
  }

  /** It stands where it stood, and what it had not sent then it may change again. */
  void copyPutBack(SimDevice device) {
    cursors.remove(device.name());
    epochs.remove(device.name());
    device.unsent().forEach(frozen::remove);
  }

  void committed(SimDevice device, Committed log) {
    lettersStay(device, log);
    traced(device, log);
    loserKept(device, log);
    cursorForward(device, log);
    for (var row : log.rows) {
      keysOnly(device, row);
      knownState(device, row);
    }
    device.read(
        tx -> {
          log.touched.forEach(id -> overlay(device, tx, id));
          frozen(device, tx);
          return true;
        });
    if (log.swapped) {
      world.counts.count("snapshots");
    }
  }

  private void lettersStay(SimDevice device, Committed log) {
    if (!log.byPerson && !log.lettersGone.isEmpty()) {
      world.violate(
          Check.LETTERS_STAY, device.name() + " lost dead letters by itself: " + log.lettersGone);
    }
  }

  /** Whoever looks into the trail must find why an entry came, and why it went. */
  private void traced(SimDevice device, Committed log) {
    for (var entry : log.appended) {
      if (!isTold(log, entry.mutation())) {
        world.violate(Check.TRACED, device.name() + " queued without a trace: " + entry.mutation());
      }
    }
    for (var mutation : log.removed) {
      if (!isTold(log, mutation)) {
        world.violate(Check.TRACED, device.name() + " removed without a trace: " + mutation);
      }
    }
    if (log.reoffered && log.told.stream().noneMatch(t -> isA(t, AuditAction.REOFFERED))) {
      world.violate(Check.TRACED, device.name() + " offers again without a trace");
    }
  }

  private static boolean isTold(Committed log, String mutation) {
    return log.told.stream()
        .anyMatch(
            t -> t.event().mutation().equals(mutation) || t.event().detail().equals(mutation));
  }

  private static boolean isA(Committed.Told told, AuditAction action) {
    return told.event().action() == action;
  }

  private void loserKept(SimDevice device, Committed log) {
    for (var told : log.told) {
      if (isA(told, AuditAction.CONFLICTED)) {
        world.counts.count("conflicts " + told.event().outcome());
        var hasTheirs =
            log.told.stream()
                .anyMatch(
                    t ->
                        isA(t, AuditAction.THEIRS)
                            && t.event().mutation().equals(told.event().mutation()));
        if (!hasTheirs) {
          world.violate(Check.LOSER_KEPT, device.name() + " tells one side of a conflict only");
        }
      } else if (isA(told, AuditAction.REVIEW_OPENED)) {
        world.counts.count("reviews " + told.event().outcome());
      } else if (isA(told, AuditAction.DECISION_LOST)) {
        world.counts.count("decisions lost");
      } else if (isA(told, AuditAction.DIED)) {
        world.counts.count("dead letters " + told.event().outcome());
      } else if (isA(told, AuditAction.REJECTED)) {
        world.counts.count("rejected " + told.event().outcome());
      } else if (isA(told, AuditAction.REOFFERED)) {
        world.counts.count("offered again");
      }
    }
  }

  private void cursorForward(SimDevice device, Committed log) {
    if (!log.facts.containsKey("cursor")) {
      return;
    }
    var text = log.facts.get("cursor");
    if (text.isEmpty()) {
      cursors.remove(device.name());
      return;
    }
    var dot = text.indexOf('.');
    var parts =
        new String(Base64.getUrlDecoder().decode(text.substring(0, dot)), StandardCharsets.UTF_8)
            .split("\\|", -1);
    var seq = Long.parseLong(parts[2]);
    var before = cursors.put(device.name(), seq);
    var epoch = epochs.put(device.name(), parts[0]);
    if (before != null && parts[0].equals(epoch) && seq < before) {
      world.violate(
          Check.CURSOR_FORWARD, device.name() + " went from " + before + " back to " + seq);
    }
  }

  private void keysOnly(SimDevice device, MirrorRow row) {
    for (var field : PeerSupport.schemas().require(row.id().entity()).fields()) {
      var text = row.view().text(field.name());
      if (field.type() == FieldType.REFERENCE && text.startsWith("s-")) {
        world.violate(
            Check.KEYS_ONLY, device.name() + " holds a server id in " + field.name() + ": " + text);
      }
    }
    if (row.isOnServer()) {
      var past = world.truth.of(row.id());
      if (past.isPresent() && !past.get().serverId.equals(row.serverId())) {
        world.violate(Check.IDS, device.name() + " knows another server id of " + row.id());
      }
    }
  }

  private void knownState(SimDevice device, MirrorRow row) {
    if (row.isOnServer() && !world.truth.everHeld(row.id(), row.version(), row.serverFields())) {
      world.violate(
          Check.KNOWN_STATE,
          device.name()
              + " holds "
              + row.id()
              + " at version "
              + row.version()
              + " in a state that never was");
    }
  }

  /** Lays own changes over the base from scratch, by rules of its own. */
  private void overlay(SimDevice device, SyncStore.Tx tx, RecordId id) {
    var own = new ArrayList<Mutation>();
    tx.outbox().of(id).forEach(entry -> own.add(entry.local()));
    for (var letter : tx.deadLetters().of(id)) {
      if (letter.reason().kind() != DeadLetter.Kind.DECISION_LOST) {
        own.add(letter.mine());
      }
    }
    own.sort(Comparator.comparingLong(Mutation::seq));
    var row = tx.mirror().find(id);
    if (row.isEmpty()) {
      outOfSightOnlyWithReason(device, tx, id, own);
      return;
    }
    var view = row.get().serverFields();
    for (var mutation : own) {
      view = laid(mutation, view);
    }
    if (!view.equals(row.get().view())) {
      world.violate(
          Check.OVERLAY,
          device.name() + " shows " + id + " with " + differing(view, row.get().view()));
    }
  }

  private static Fields laid(Mutation mutation, Fields view) {
    var result = view;
    for (var change : mutation.changes().byName().entrySet()) {
      result = result.with(change.getKey(), change.getValue().after());
    }
    return result;
  }

  private static List<String> differing(Fields expected, Fields actual) {
    var names = new ArrayList<String>();
    for (var name : expected.names()) {
      if (!expected.get(name).equals(actual.get(name))) {
        names.add(name);
      }
    }
    for (var name : actual.names()) {
      if (!expected.values().containsKey(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** A record with own changes is hidden only by a delete, or where access was lost. */
  private void outOfSightOnlyWithReason(
      SimDevice device, SyncStore.Tx tx, RecordId id, List<Mutation> own) {
    var isExplained =
        own.stream().anyMatch(mutation -> mutation.target().op() == Op.DELETE)
            || tx.deadLetters().of(id).stream()
                .anyMatch(
                    letter ->
                        letter.reason().kind() == DeadLetter.Kind.OUT_OF_SCOPE
                            || letter.reason().kind() == DeadLetter.Kind.RECORD_DELETED);
    if (!own.isEmpty() && !isExplained) {
      var past = world.truth.of(id);
      var goneOnServer = past.isPresent() && past.get().isDeleted;
      if (past.isPresent() && world.office.hasMovedSince(world.truth.ownerOf(past.get()), 0)) {
        return; // what the server has refused stays a letter, whatever its kind
      }
      // After a backup it may be on its way: others offer again what this device only changed.
      if (!goneOnServer && world.counts.of("restores") == 0) {
        world.violate(Check.OVERLAY, device.name() + " hides " + id + " with own changes");
      }
    }
  }

  private void frozen(SimDevice device, SyncStore.Tx tx) {
    for (var entry : tx.outbox().list(10_000, 0)) {
      if (entry.wasSent()) {
        var content = entry.local() + " " + entry.local().changes().byName() + entry.wireForm();
        var before = frozen.putIfAbsent(entry.mutation(), content);
        if (before != null && !before.equals(content)) {
          world.violate(
              Check.FROZEN, device.name() + " changed what was sent: " + entry.mutation());
        }
      }
    }
  }

  /** Every row of the device, whether or not a transaction touched it. */
  void wholeMirror(SimDevice device) {
    device.read(
        tx -> {
          for (var entity : PeerSupport.schemas().inOrderOfTravel()) {
            for (var row : tx.mirror().scan(entity, "", 10_000)) {
              keysOnly(device, row);
              knownState(device, row);
              overlay(device, tx, row.id());
            }
          }
          return true;
        });
  }

  void ran(SimDevice device, SyncReport report) {
    if (report.stop() == SyncReport.Stop.ERROR) {
      world.violate(
          Check.NO_BUG, device.name() + " ended a run with a bug: " + LogWatch.lastTrouble());
    }
    var status = device.onScreen(SyncEngine::status);
    var unsent = device.read(tx -> tx.outbox().size());
    var letters = device.read(tx -> tx.deadLetters().size());
    if (status.unsent() != unsent
        || status.needsYou() != letters
        || (status.isEverythingSent() && unsent + letters > 0)) {
      world.violate(Check.STATUS, device.name() + " tells " + status);
    }
    armed(device, report, status.nextRun().toEpochMilli());
  }

  private void armed(SimDevice device, SyncReport report, long nextRun) {
    if (report.stop() == SyncReport.Stop.DISK_FULL || device.isFull()) {
      return; // it could not be written down; the platform's own period holds
    }
    device
        .process()
        .ifPresent(
            process -> {
              var wait = nextRun - process.now().toEpochMilli();
              if (report.stop() != SyncReport.Stop.BREAKER_OPEN
                  && (wait < -1_000 || wait > WAIT_MILLIS_MAX)) {
                world.violate(
                    Check.ARMED, device.name() + " waits " + wait + " ms after " + report.stop());
              }
            });
  }
}
