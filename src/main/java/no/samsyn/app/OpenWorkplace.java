package no.samsyn.app;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.AuditExport;
import no.samsyn.console.AuditLog;
import no.samsyn.console.Backups;
import no.samsyn.console.Deletions;
import no.samsyn.console.Doctor;
import no.samsyn.console.Meanwhile;
import no.samsyn.console.MentorDevices;
import no.samsyn.console.OutboxDesk;
import no.samsyn.console.OutboxExport;
import no.samsyn.console.Outlook;
import no.samsyn.console.Rebuild;
import no.samsyn.console.RecordTable;
import no.samsyn.console.Records;
import no.samsyn.console.Reveals;
import no.samsyn.console.SignInDesk;
import no.samsyn.console.SyncDesk;
import no.samsyn.console.TimeLine;
import no.samsyn.console.Trouble;
import no.samsyn.console.Verification;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.console.policy.PolicyDesk;
import no.samsyn.console.policy.TrailConflicts;
import no.samsyn.console.review.BulkDesk;
import no.samsyn.console.review.Deciders;
import no.samsyn.console.review.ReviewDesk;
import no.samsyn.json.Json;
import no.samsyn.json.MutationJson;
import no.samsyn.model.Chance;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.SqlStore;
import no.samsyn.store.StoredTokens;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.EnginePorts;
import no.samsyn.sync.LocalEdits;
import no.samsyn.sync.OutboxCare;
import no.samsyn.sync.ReviewEdits;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncSettings;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.Transport;
import no.samsyn.sync.conflict.Rulebook;

/**
 * One store with engine and use cases wired to it by hand. Closing ends what listens first and the
 * store last. Thread-safe.
 */
final class OpenWorkplace implements Workplace {
  /** A one-shot command tells soon that nobody answers: after waits of at most 1 s and 2 s. */
  private static final int RETRIES = 2;

  private static final Rulebook RULEBOOK =
      new Rulebook(PeerSupport.policies(), Map.of(), PeerSupport.pairs());

  private final SqlStore store;
  private final Backups backups;
  private final Schemas schemas = PeerSupport.schemas();
  private final Where where;
  private final Time time;
  private final Chance chance;
  private final StoredTokens vault;
  private final AddressOfServer address;
  private final LinkToServer link;
  private final Transport transport;
  private final SyncEngine engine;
  private final ServerNews news;

  OpenWorkplace(Opened opened, Where where, LinkToServer.Network network, StopSignal stop) {
    this.store = opened.store();
    this.backups = opened.backups();
    this.where = where;
    this.time = network.time();
    this.chance = network.chance();
    this.vault = new StoredTokens(store);
    this.address = new AddressOfServer(store, where);
    this.link = new LinkToServer(address::required, vault, network);
    this.transport = link.transport(schemas.version());
    this.engine =
        new SyncEngine(
            new EnginePorts(
                store,
                transport,
                mutation -> Json.write(MutationJson.of(mutation)),
                schemas,
                RULEBOOK,
                time,
                chance,
                stop,
                SyncSettings.DEFAULT.withRetriesPerRun(RETRIES)));
    this.news = new ServerNews(link, stop);
  }

  /** A store with its backups. */
  record Opened(SqlStore store, Backups backups) {}

  /** Puts right what a killed process left, and refuses a store that is somebody else's. */
  void begin() {
    engine.recover();
    var owner =
        store.inTransaction(Durability.RELAXED, tx -> new DeviceFacts(tx.facts()).account());
    if (owner.isPresent() && !where.user().isEmpty() && !owner.get().user().equals(where.user())) {
      throw Trouble.failed(
          "other-account",
          "The store in "
              + where.data()
              + " belongs to "
              + owner.get().user()
              + ", and a store holds one account only. Choose another folder for "
              + where.user()
              + " with --data.");
    }
  }

  @Override
  public Records records() {
    return new Records(store, schemas, edits(), RULEBOOK.pairs());
  }

  private LocalEdits edits() {
    return new LocalEdits(store, schemas, time, chance, link);
  }

  @Override
  public RecordTable table() {
    return new RecordTable(store, schemas);
  }

  @Override
  public Reveals reveals() {
    return new Reveals(store, time);
  }

  @Override
  public Outlook outlook() {
    return new Outlook(store);
  }

  @Override
  public Meanwhile meanwhile() {
    return new Meanwhile(store, time);
  }

  @Override
  public void onChange(Consumer<Set<String>> listener) {
    store.onCommit(listener::accept);
  }

  @Override
  public OutboxDesk outbox() {
    return new OutboxDesk(store, care());
  }

  private OutboxCare care() {
    return new OutboxCare(store, schemas, time, chance, link);
  }

  @Override
  public OutboxExport export() {
    return new OutboxExport(store, time);
  }

  @Override
  public SyncDesk sync() {
    return new SyncDesk(store, engine, vault, time);
  }

  @Override
  public SyncDesk.Wakeups wakeups() {
    return news;
  }

  @Override
  public void onServerNews(Runnable listener) {
    news.tell(listener);
  }

  @Override
  public boolean isServerThere() {
    return link.isServerThere();
  }

  @Override
  public SignInDesk signIn() {
    return new SignInDesk(store, link, vault, care(), time, chance);
  }

  @Override
  public ReviewDesk reviews() {
    return new ReviewDesk(store, schemas, reviewEdits(), edits(), new TrailConflicts(store), time);
  }

  @Override
  public Deciders deciders() {
    return new Deciders(store, reviews(), () -> link.session().deciders().all());
  }

  @Override
  public BulkDesk bulkReviews() {
    return new BulkDesk(store, schemas, reviewEdits(), time, chance);
  }

  @Override
  public PolicyDesk policies() {
    return new PolicyDesk(store, schemas, edits(), RULEBOOK, new TrailConflicts(store));
  }

  private ReviewEdits reviewEdits() {
    return new ReviewEdits(store, schemas, time, chance, link);
  }

  @Override
  public Verification verification() {
    return new Verification(store, transport, schemas, time, chance);
  }

  @Override
  public Rebuild rebuild() {
    return new Rebuild(store, sync());
  }

  @Override
  public Doctor doctor() {
    return new Doctor(store, schemas, link::check);
  }

  @Override
  public Backups backups() {
    return backups;
  }

  @Override
  public Deletions deletions() {
    return new Deletions(records(), edits(), schemas);
  }

  @Override
  public MentorDevices mentorDevices() {
    return new MentorDevices(() -> link.session().devices().all());
  }

  @Override
  public TimeLine timeLine() {
    return new TimeLine(store, id -> link.session().history().of(id));
  }

  @Override
  public AuditDesk audit() {
    return new AuditDesk(store, new LazyTrail(() -> link.session().trail()));
  }

  @Override
  public AuditExport auditExport() {
    return new AuditExport(store, new LazyTrail(() -> link.session().trail()), time, chance);
  }

  @Override
  public AuditLog auditLog() {
    return new AuditLog(store, audit(), auditExport());
  }

  @Override
  public String server() {
    return address.current();
  }

  @Override
  public void moveTo(String wanted) {
    address.move(wanted);
    link.forget();
  }

  @Override
  public void close() {
    news.close();
    store.close();
  }
}
