package no.samsyn.mobile;

import android.content.Context;
import androidx.sqlite.db.framework.FrameworkSQLiteOpenHelperFactory;
import androidx.test.core.app.ApplicationProvider;
import java.time.Duration;
import java.util.List;
import no.samsyn.mobile.store.PhoneStores;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.net.HttpClients;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.Edit;
import no.samsyn.sync.LocalEdits;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.NextRun;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.ReviewEdits;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.ServerClock;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.ReviewCase;

/** Kari at her desk, who does what the phone's API has no way to do: she decides. */
final class Coordinator implements AutoCloseable {
  private final PhoneParts parts;
  private final PhoneEngine engine;

  Coordinator(String server) {
    var context = ApplicationProvider.<Context>getApplicationContext();
    var stores = new PhoneStores(context, new FrameworkSQLiteOpenHelperFactory());
    var directory = PhoneRig.newDirectory().toFile();
    parts =
        new PhoneParts(
            () -> stores.open(directory),
            server,
            HttpClients::usual,
            () -> NextRun.Power.MAINS,
            new PhoneTime(),
            new PollingPauses(),
            new PhoneChance());
    engine = new PhoneEngine(parts, new ChangeFeed());
    var unused = engine.open().signIn().signIn(PhoneRig.KARI, PhoneRig.PASSWORD);
    sync();
  }

  void sync() {
    var report = engine.open().run(RunBudget.of(Duration.ofMinutes(1)), SyncEngine.Trigger.NOW);
    if (report.stop() != SyncReport.Stop.FINISHED) {
      throw new AssertionError("Kari's run ended with " + report);
    }
  }

  void change(String entity, String key, Fields fields) {
    var edits =
        new LocalEdits(
            engine.open().store(),
            PeerSupport.schemas(),
            parts.time(),
            parts.chance(),
            ServerClock.UNKNOWN);
    var outcome = edits.update(new RecordId(entity, key), Edit.Wish.of(entity, fields));
    if (!(outcome instanceof Edit.Outcome.Saved)) {
      throw new AssertionError("Kari's change came to " + outcome);
    }
  }

  void decide(String record, Fields values) {
    var reviews =
        new ReviewEdits(
            engine.open().store(),
            PeerSupport.schemas(),
            parts.time(),
            parts.chance(),
            ServerClock.UNKNOWN);
    var outcome =
        reviews.decide(
            openReviewOf(record).id().key(),
            new Decision.SetFields(values),
            ReviewEdits.Circumstances.NONE);
    if (!(outcome instanceof ReviewEdits.Outcome.Done)) {
      throw new AssertionError("Kari's decision came to " + outcome);
    }
  }

  List<MirrorRow> list(String entity) {
    return engine
        .open()
        .store()
        .inTransaction(
            Durability.RELAXED,
            tx ->
                tx.mirror().list(new RecordQuery(entity, List.of(), "", false, 10_000, 0)).rows());
  }

  private MirrorRow openReviewOf(String record) {
    var filters =
        List.of(
            new RecordQuery.Filter(ReviewCase.RECORD, record),
            new RecordQuery.Filter(ReviewCase.STATUS, ReviewCase.OPEN));
    return engine
        .open()
        .store()
        .inTransaction(
            Durability.RELAXED,
            tx ->
                tx.mirror()
                    .list(new RecordQuery(ReviewCase.ENTITY, filters, "", false, 1, 0))
                    .rows())
        .get(0);
  }

  @Override
  public void close() {
    engine.close();
  }
}
