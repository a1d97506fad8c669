package no.samsyn.sync;

import java.time.Instant;
import no.samsyn.audit.AuditAction;
import no.samsyn.model.RecordId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that the server's database is another than before. */
final class Epochs {
  private static final Logger LOG = LoggerFactory.getLogger(Epochs.class);

  private Epochs() {}

  /**
   * Returns whether the server is of another time than we knew: then what it acknowledged is
   * offered again.
   */
  static boolean note(SyncStore.Tx tx, Instant now, String told, Landmark landmark) {
    var facts = new DeviceFacts(tx.facts());
    var known = facts.epoch();
    if (told.isEmpty() || told.equals(known)) {
      facts.noteLandmark(landmark);
      return false;
    }
    facts.beginEpoch(told, landmark);
    if (known.isEmpty()) {
      return false;
    }
    facts.startOver();
    offerAgain(tx, now);
    return true;
  }

  private static RecordId recordOf(AckJournal.Acknowledged each) {
    return new RecordId(each.local().target().entity(), each.local().target().record());
  }

  private static void offerAgain(SyncStore.Tx tx, Instant now) {
    var acknowledged = tx.acknowledged().all();
    LOG.warn(
        "The server came back from a backup; {} acknowledged changes are offered again",
        acknowledged.size());
    tx.outbox().reoffer(acknowledged);
    tx.acknowledged().trim(now, 0);
    new DeviceFacts(tx.facts()).setReofferedAt(now);
    var rows = new Rows(tx);
    acknowledged.forEach(each -> rows.relay(recordOf(each))); // unsettled again, so over its row
    new Audit(tx, now).event(AuditAction.REOFFERED, "", Integer.toString(acknowledged.size()));
  }
}
