package no.samsyn.mobile;

import android.content.Context;
import androidx.sqlite.db.framework.FrameworkSQLiteOpenHelperFactory;
import androidx.test.core.app.ApplicationProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.mobile.store.PhoneStores;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.net.HttpClients;
import no.samsyn.net.ServerAddress;
import no.samsyn.net.ServerLink;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.StoredTokens;
import no.samsyn.sync.Edit;
import no.samsyn.sync.LocalEdits;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.NextRun;
import no.samsyn.sync.RecordHistory;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.Reply;
import no.samsyn.sync.ReviewEdits;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.ServerClock;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.testkit.TestDevice;

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
    var outcome = edits().update(new RecordId(entity, key), Edit.Wish.of(entity, fields));
    if (!(outcome instanceof Edit.Outcome.Saved)) {
      throw new AssertionError("Kari's change came to " + outcome);
    }
  }

  /** Returns the key of what she tells in a mentor's name. */
  String tell(String entity, Fields fields) {
    return TestDevice.saved(edits().create(Edit.Wish.of(entity, fields))).key();
  }

  private LocalEdits edits() {
    return new LocalEdits(
        engine.open().store(),
        PeerSupport.schemas(),
        parts.time(),
        parts.chance(),
        ServerClock.UNKNOWN);
  }

  /** Returns all that the server took of the record, oldest first. */
  List<RecordHistory.Step> history(String entity, String key) throws IOException {
    var store = engine.open().store();
    var link =
        new ServerLink(
            HttpClients.usual(), ServerAddress.of(parts.server()), parts.time(), parts.chance());
    var reply = link.session(new StoredTokens(store)).history().of(new RecordId(entity, key));
    if (reply instanceof Reply.Answer<List<RecordHistory.Step>> answer) {
      return answer.body();
    }
    throw new AssertionError("no history: " + reply);
  }

  void decide(String record, Fields values) {
    decide(openReviewsOf(record).get(0), new Decision.SetFields(values));
  }

  /** The review stands at one of the two. */
  void decideTwins(List<String> records, String goes) {
    var open = new ArrayList<MirrorRow>();
    records.forEach(record -> open.addAll(openReviewsOf(record)));
    decide(open.get(0), new Decision.OneGoes(goes));
  }

  private void decide(MirrorRow review, Decision decision) {
    var reviews =
        new ReviewEdits(
            engine.open().store(),
            PeerSupport.schemas(),
            parts.time(),
            parts.chance(),
            ServerClock.UNKNOWN);
    var outcome = reviews.decide(review.id().key(), decision, ReviewEdits.Circumstances.NONE);
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

  private List<MirrorRow> openReviewsOf(String record) {
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
                    .rows());
  }

  @Override
  public void close() {
    engine.close();
  }
}
