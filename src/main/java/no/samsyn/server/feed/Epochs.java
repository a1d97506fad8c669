package no.samsyn.server.feed;

import java.util.Locale;
import java.util.Optional;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFact;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Time;
import no.samsyn.server.feed.Cursors.Cursor;
import no.samsyn.server.feed.Cursors.Landmark;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.Organisations.Counters;
import no.samsyn.server.store.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a device and this database share one past. A cursor or a landmark that this
 * database cannot have given proves that the database came from a backup; then the epoch changes,
 * once, and every device starts over and offers its acknowledged changes again. Thread-safe.
 */
public final class Epochs {
  private static final Logger LOG = LoggerFactory.getLogger(Epochs.class);

  private final Database database;
  private final Time time;
  private final Chance chance;

  public Epochs(Database database, Time time, Chance chance) {
    this.database = database;
    this.time = time;
    this.chance = chance;
  }

  /** Whether a cursor fits. */
  public enum Fit {
    FITS,
    /** Of an epoch that is over. */
    OTHER_EPOCH,
    /** Of this epoch and of a past that this database does not have. */
    OTHER_PAST,
    OTHER_SCOPE,
    /** Deletions after it may have been forgotten. */
    TOO_OLD
  }

  public Fit fitOf(Tx tx, Caller caller, Counters counters, Cursor cursor) {
    if (!cursor.epoch().equals(counters.epoch())) {
      return Fit.OTHER_EPOCH;
    }
    if (cursor.seq() > counters.seq()
        || !Cursors.markAt(tx, caller.organisation(), cursor.seq()).equals(cursor.mark())) {
      return Fit.OTHER_PAST;
    }
    if (!cursor.scope().equals(caller.scope().hash())) {
      return Fit.OTHER_SCOPE;
    }
    return cursor.seq() < counters.floor() ? Fit.TOO_OLD : Fit.FITS;
  }

  /** Lets a fitting cursor pass and refuses any other; changes the epoch where that is due. */
  public void require(Fit fit, Caller caller, Cursor cursor) {
    switch (fit) {
      case FITS -> {}
      case OTHER_EPOCH -> throw Refusal.gone("epoch-changed");
      case OTHER_PAST -> {
        change(caller.organisation(), cursor.epoch(), caller.user());
        throw Refusal.gone("epoch-changed");
      }
      case OTHER_SCOPE -> throw Refusal.gone("scope-changed");
      case TOO_OLD -> throw Refusal.gone("cursor-expired");
    }
  }

  /**
   * Looks at the farthest place that a device was shown, and ends the epoch where this database
   * does not have it: a device may have lost its cursor and knows all the same how far the server
   * had come. One of an epoch that this database has left says nothing; the device hears of the new
   * one.
   */
  public void heed(Caller caller, Landmark shown) {
    var organisation = caller.organisation();
    var present = database.read(tx -> presentIfItLacks(tx, organisation, shown));
    present.ifPresent(epoch -> change(organisation, epoch, shown.epoch(), caller.user()));
  }

  /** Returns the present epoch where the database has not had what {@code shown} stands for. */
  private static Optional<String> presentIfItLacks(Tx tx, String organisation, Landmark shown) {
    var present = Organisations.require(tx, organisation).epoch();
    var isKnown =
        shown.epoch().equals(present)
            ? AuditTable.hashAt(tx, organisation, shown.at()).map(shown::isOn).orElse(false)
            : Organisations.isPastEpoch(tx, organisation, shown.epoch());
    return isKnown ? Optional.empty() : Optional.of(present);
  }

  /** Says that this database was restored from a backup: for the operator who did it. */
  public void restored(String organisation, String operator) {
    var epoch = database.read(tx -> Organisations.require(tx, organisation).epoch());
    change(organisation, epoch, operator);
  }

  /** Ends epoch {@code from}, unless somebody else already did. */
  public void change(String organisation, String from, String actor) {
    change(organisation, from, from, actor);
  }

  /** The epoch that a device told of is over with it: the next who tells of it is no news. */
  private void change(String organisation, String from, String told, String actor) {
    var next = newEpoch(chance);
    var changed =
        database.write(
            tx -> {
              var isOurs = Organisations.changeEpoch(tx, organisation, from, next);
              if (isOurs) {
                if (!told.equals(from)) {
                  Organisations.addPastEpoch(tx, organisation, told);
                }
                var event = AuditEvent.of(AuditAction.EPOCH_CHANGED, time.now(), actor, "");
                var fact = AuditFact.of(organisation, "", event, FieldChanges.NONE);
                AuditTable.append(tx, fact, chance);
              }
              return isOurs;
            });
    if (changed) {
      LOG.warn("The database is another than devices knew; new epoch, every device starts over");
    }
  }

  public static String newEpoch(Chance chance) {
    return String.format(Locale.ROOT, "e-%016x", chance.nextLong());
  }
}
