package no.samsyn.server.core;

import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.auth.DecidersHandler;
import no.samsyn.server.auth.PasswordCost;
import no.samsyn.server.auth.TokenHandler;
import no.samsyn.server.auth.UserAdmin;
import no.samsyn.server.feed.Bell;
import no.samsyn.server.feed.ChangesHandler;
import no.samsyn.server.feed.Cursors;
import no.samsyn.server.feed.DevicesHandler;
import no.samsyn.server.feed.Epochs;
import no.samsyn.server.feed.FeedParts;
import no.samsyn.server.feed.HistoryHandler;
import no.samsyn.server.feed.SnapshotHandler;
import no.samsyn.server.feed.WireRecords;
import no.samsyn.server.push.PushHandler;
import no.samsyn.server.push.PushParts;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Installation;
import no.samsyn.server.store.KeyCache;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.Tombstones;
import no.samsyn.server.trail.AuditHandler;
import no.samsyn.server.trail.ExportHandler;
import no.samsyn.server.trail.TrailHandler;
import no.samsyn.server.trail.TrailSigning;

/**
 * The whole server without HTTP: its handlers over one database. Thread-safe; starts no thread. The
 * database belongs to whoever opened it.
 */
public final class ServerCore {
  public static final String ORGANISATION = "default";

  private static final String TOOL = "samsyn-server";

  private final Database database;
  private final Time time;
  private final Chance chance;
  private final Bell bell = new Bell();
  private final Epochs epochs;
  private final TrailSigning signing;
  private final PushHandler push;
  private final ChangesHandler changes;
  private final SnapshotHandler snapshot;
  private final HistoryHandler history;
  private final TokenHandler tokens;

  private ServerCore(
      Database database, Installation installation, Time time, Chance chance, CoreRules rules) {
    this.database = database;
    this.time = time;
    this.chance = chance;
    this.signing = new TrailSigning(database, time, rules.signer());
    this.epochs = new Epochs(database, time, chance);
    var schemas = PeerSupport.schemas();
    var keys = new KeyCache();
    var parts =
        new FeedParts(
            database,
            time,
            schemas,
            new Cursors(installation),
            epochs,
            new WireRecords(schemas, keys));
    this.push =
        new PushHandler(new PushParts(parts, installation, bell, signing, chance, rules.reviews()));
    this.changes = new ChangesHandler(parts, signing);
    this.history = new HistoryHandler(parts);
    this.snapshot = new SnapshotHandler(parts, signing);
    this.tokens = new TokenHandler(database, installation, keys, time, chance);
  }

  /** Builds a server that signs nothing: for administration, tests and simulations. */
  public static ServerCore over(Database database, Time time, Chance chance) {
    return over(database, time, chance, CoreRules.PLAIN);
  }

  /**
   * Builds the server over {@code database} and makes the default organisation if it is new.
   *
   * @param chance makes secrets, tokens and salts: outside of tests it must be a secure one
   */
  public static ServerCore over(Database database, Time time, Chance chance, CoreRules rules) {
    begin(database, chance);
    return new ServerCore(database, Installation.of(database, chance), time, chance, rules);
  }

  /** Makes the default organisation if it is new. */
  public static void begin(Database database, Chance chance) {
    add(database, chance, ORGANISATION);
  }

  /** Makes an organisation; does nothing if there is one of that name. */
  public void addOrganisation(String organisation) {
    add(database, chance, organisation);
  }

  private static void add(Database database, Chance chance, String organisation) {
    database.write(
        tx -> {
          if (Organisations.find(tx, organisation).isEmpty()) {
            Organisations.create(tx, organisation, Epochs.newEpoch(chance));
          }
          return true;
        });
  }

  public PushHandler push() {
    return push;
  }

  public ChangesHandler changes() {
    return changes;
  }

  public SnapshotHandler snapshot() {
    return snapshot;
  }

  public TokenHandler tokens() {
    return tokens;
  }

  public AuditHandler audit() {
    return new AuditHandler(database);
  }

  public TrailHandler trail() {
    return new TrailHandler(database, signing);
  }

  public ExportHandler export() {
    return new ExportHandler(database, signing, time, chance, TOOL);
  }

  public HistoryHandler history() {
    return history;
  }

  public DevicesHandler devices() {
    return new DevicesHandler(database);
  }

  public DecidersHandler deciders() {
    return new DecidersHandler(database);
  }

  public Epochs epochs() {
    return epochs;
  }

  public Tombstones tombstones() {
    return new Tombstones(database);
  }

  public Bell bell() {
    return bell;
  }

  /** Returns the administration of users; {@code operator} is whom the audit trail names. */
  public UserAdmin users(String organisation, String operator) {
    return users(organisation, operator, PasswordCost.STANDARD);
  }

  public UserAdmin users(String organisation, String operator, PasswordCost cost) {
    return new UserAdmin(database, organisation, operator, time, chance, cost);
  }

  /** Returns the newest position in an organisation's feed. */
  public long seqOf(String organisation) {
    return database.read(tx -> Organisations.require(tx, organisation).seq());
  }

  public Time time() {
    return time;
  }
}
