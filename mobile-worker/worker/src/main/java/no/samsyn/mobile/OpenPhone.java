package no.samsyn.mobile;

import java.time.Duration;
import java.util.Map;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.mobile.store.SupportSql;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.net.ServerAddress;
import no.samsyn.net.ServerLink;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.SqlStore;
import no.samsyn.store.StoredTokens;
import no.samsyn.sync.EnginePorts;
import no.samsyn.sync.LocalEdits;
import no.samsyn.sync.OutboxCare;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.sync.SyncSettings;
import no.samsyn.sync.SyncStatus;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.conflict.Rulebook;

/** An open store with everything wired to it by hand. Thread-safe. */
final class OpenPhone implements AutoCloseable {
  /** A phone that waits keeps its radio on: after 1 s and 2 s the rest is the next run's. */
  private static final int RETRIES = 2;

  private static final Rulebook RULEBOOK =
      new Rulebook(PeerSupport.policies(), Map.of(), PeerSupport.pairs());

  private final SupportSql sql;
  private final SqlStore store;
  private final StoredTokens vault;
  private final ServerLink link;
  private final ServerLink.Session session;
  private final SyncEngine engine;
  private final PhoneParts parts;
  private final Schemas schemas = PeerSupport.schemas();

  private OpenPhone(PhoneParts parts, SupportSql sql, SqlStore store) {
    this.parts = parts;
    this.sql = sql;
    this.store = store;
    this.vault = new StoredTokens(store);
    this.link =
        new ServerLink(
            parts.clients().get(), ServerAddress.of(parts.server()), parts.time(), parts.chance());
    this.session = link.session(vault);
    this.engine =
        new SyncEngine(
            new EnginePorts(
                store,
                session.transport(schemas.version()),
                mutation -> Json.write(MutationJson.of(mutation)),
                schemas,
                RULEBOOK,
                parts.time(),
                parts.chance(),
                parts.pauses(),
                SyncSettings.DEFAULT.withRetriesPerRun(RETRIES)));
  }

  /** Opens or creates the store, and puts right what a killed process left. */
  static OpenPhone open(PhoneParts parts, ChangeFeed changes) {
    var sql = parts.store().get();
    var store = SqlStore.open(sql, PeerSupport.schemas(), parts.chance());
    try {
      var phone = new OpenPhone(parts, sql, store);
      phone.engine.recover();
      store.onCommit(changes::touched);
      return phone;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Without tokens nothing is tried, so that nothing counts as sent that never was. */
  SyncReport run(RunBudget budget, SyncEngine.Trigger trigger) {
    if (isSignedIn()) {
      return engine.run(budget, trigger);
    }
    var left = store.inTransaction(Durability.RELAXED, tx -> tx.outbox().size());
    return new SyncReport(
        parts.time().now(),
        Duration.ZERO,
        new SyncReport.Counts(0, 0, 0, 0, left, 0),
        0,
        trigger.because(),
        Stop.SIGN_IN_NEEDED,
        "signed-out");
  }

  /** A person who signed out is told so, whatever the last run said. */
  SyncStatus status() {
    var status = store.inTransaction(Durability.RELAXED, SyncEngine::status);
    return isSignedIn()
        ? status
        : new SyncStatus(
            SyncStatus.State.SIGN_IN_NEEDED,
            status.unsent(),
            status.needsYou(),
            status.inReview(),
            status.lastInSync(),
            status.nextRun(),
            status.nextRunBecause(),
            status.auditAlarm());
  }

  boolean isSignedIn() {
    return vault.current().isPresent();
  }

  BackgroundFacts background() {
    return new BackgroundFacts(store);
  }

  PhoneRecords records() {
    return new PhoneRecords(
        store,
        schemas,
        new LocalEdits(store, schemas, parts.time(), parts.chance(), link.clock()),
        RULEBOOK.pairs());
  }

  PhoneOutbox outbox() {
    return new PhoneOutbox(
        store, new OutboxCare(store, schemas, parts.time(), parts.chance(), link.clock()));
  }

  PhoneSignIn signIn() {
    return new PhoneSignIn(this);
  }

  NoticeBoard notices() {
    return new NoticeBoard(store);
  }

  SqlStore store() {
    return store;
  }

  StoredTokens vault() {
    return vault;
  }

  ServerLink link() {
    return link;
  }

  ServerLink.Session session() {
    return session;
  }

  Time time() {
    return parts.time();
  }

  PhoneParts parts() {
    return parts;
  }

  boolean isSuspect() {
    return sql.isSuspect();
  }

  @Override
  public void close() {
    store.close();
  }
}
