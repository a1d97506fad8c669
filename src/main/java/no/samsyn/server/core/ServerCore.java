package no.samsyn.server.core;

import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.auth.PasswordCost;
import no.samsyn.server.auth.TokenHandler;
import no.samsyn.server.auth.UserAdmin;
import no.samsyn.server.feed.AuditHandler;
import no.samsyn.server.feed.Bell;
import no.samsyn.server.feed.ChangesHandler;
import no.samsyn.server.feed.Cursors;
import no.samsyn.server.feed.DevicesHandler;
import no.samsyn.server.feed.Epochs;
import no.samsyn.server.feed.FeedParts;
import no.samsyn.server.feed.SnapshotHandler;
import no.samsyn.server.feed.TrailHandler;
import no.samsyn.server.feed.WireRecords;
import no.samsyn.server.push.PushHandler;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Installation;
import no.samsyn.server.store.KeyCache;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.Tombstones;

/**
 * The whole server without HTTP: its handlers over one database. Thread-safe; starts no thread. The
 * database belongs to whoever opened it.
 */
public final class ServerCore {
  public static final String ORGANISATION = "default";

  private final Database database;
  private final Time time;
  private final Chance chance;
  private final Bell bell = new Bell();
  private final Epochs epochs;
  private final PushHandler push;
  private final ChangesHandler changes;
  private final SnapshotHandler snapshot;
  private final TokenHandler tokens;

  private ServerCore(Database database, Installation installation, Time time, Chance chance) {
    this.database = database;
    this.time = time;
    this.chance = chance;
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
    this.push = new PushHandler(parts, installation, bell);
    this.changes = new ChangesHandler(parts);
    this.snapshot = new SnapshotHandler(parts);
    this.tokens = new TokenHandler(database, installation, keys, time, chance);
  }

  /**
   * Builds the server over {@code database} and makes the default organisation if it is new.
   *
   * @param chance makes secrets and tokens: outside of tests it must be a secure one
   */
  public static ServerCore over(Database database, Time time, Chance chance) {
    var core = new ServerCore(database, Installation.of(database, chance), time, chance);
    core.addOrganisation(ORGANISATION);
    return core;
  }

  /** Makes an organisation; does nothing if there is one of that name. */
  public void addOrganisation(String organisation) {
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
    return new TrailHandler();
  }

  public DevicesHandler devices() {
    return new DevicesHandler(database);
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
