package no.samsyn.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.model.Chance;
import no.samsyn.model.Uuid7;

/** The named facts of this device, typed. The names are stored on devices; never rename. */
public final class DeviceFacts {
  private static final String DEVICE = "device";
  private static final String TRAIL_TENANT = "trail-tenant"; // only where it is not the device's
  private static final String CURSOR = "cursor";
  private static final String EPOCH = "epoch";
  private static final String LANDMARK_AT = "landmark-at";
  private static final String LANDMARK = "landmark";
  private static final String REOFFERED_AT = "reoffered-at";
  private static final String SNAPSHOT_PAGE = "snapshot-page";
  private static final String LAST_IN_SYNC = "last-in-sync";
  private static final String STATE = "state";
  private static final String NEXT_RUN = "next-run";
  private static final String NEXT_RUN_BECAUSE = "next-run-because";
  private static final String SCHEMA_VERSION = "schema-version";
  private static final String PAUSED = "paused";
  private static final String BREAKER_FAILURES = "breaker-failures";
  private static final String BREAKER_UNTIL = "breaker-until";
  private static final String SERVER = "server";
  private static final String ACCOUNT = "account-";

  /** The number of this device's last change; a store may take it from the outbox. */
  public static final String LAST_SEQ = "last-seq";

  /** Says that old copies of something erased may be left in the store's file. */
  public static final String MAINTENANCE_DUE = "maintenance-due";

  private final Facts facts;

  public DeviceFacts(Facts facts) {
    this.facts = facts;
  }

  /** Returns this device's id, minting it the first time. */
  public String device(Instant now, Chance chance) {
    return facts
        .get(DEVICE)
        .orElseGet(
            () -> {
              var minted = Uuid7.mint(now, chance);
              facts.set(DEVICE, minted);
              return minted;
            });
  }

  /** Returns this device's id; empty before it has one. */
  public String deviceOrNone() {
    return text(DEVICE);
  }

  /** Returns what requests say about this device. */
  public Transport.Sender sender(long unsent, Instant now, Chance chance) {
    return new Transport.Sender(device(now, chance), unsent, landmark().word());
  }

  /** Returns whose chain this device's own audit trail is. Stored in every entry; never rename. */
  public String trailTenant(Instant now, Chance chance) {
    return facts.get(TRAIL_TENANT).orElseGet(() -> "device-" + device(now, chance));
  }

  /**
   * Goes on as a device that the server has not met, because this store was put back from a copy:
   * what the old device did after the copy was made is unknown here, and its numbers are taken. The
   * chain of the audit trail goes on under its old name; the feed begins anew.
   */
  public void becomeAnotherDevice(Instant now, Chance chance) {
    facts.set(TRAIL_TENANT, trailTenant(now, chance));
    facts.set(DEVICE, "");
    startOver();
  }

  long nextSeq() {
    var next = number(LAST_SEQ) + 1;
    facts.set(LAST_SEQ, Long.toString(next));
    return next;
  }

  long lastSeq() {
    return number(LAST_SEQ);
  }

  /** Returns where this device stands in the feed; empty for nowhere. */
  public String cursor() {
    return text(CURSOR);
  }

  void moveCursor(String cursor) {
    facts.set(CURSOR, cursor);
  }

  /** Forgets where this device stands in the feed, so that the next run takes a snapshot. */
  public void startOver() {
    moveCursor("");
    setSnapshotPage("");
  }

  /**
   * Begins anew with a snapshot when this program knows other types or fields than the last one.
   */
  void noteSchema(int version) {
    var known = number(SCHEMA_VERSION);
    if (known != version) {
      if (known != 0) {
        startOver();
      }
      facts.set(SCHEMA_VERSION, Integer.toString(version));
    }
  }

  String epoch() {
    return text(EPOCH);
  }

  /** Notes that the server began another life; {@code landmark} is the first place known of it. */
  void beginEpoch(String epoch, Landmark landmark) {
    facts.set(EPOCH, epoch);
    keep(landmark);
  }

  /**
   * Returns the farthest place of the server's past that this device was shown. It survives the
   * cursor: whoever begins anew with a snapshot still tells the server how far it had come.
   */
  public Landmark landmark() {
    return new Landmark(number(LANDMARK_AT), text(LANDMARK));
  }

  void noteLandmark(Landmark shown) {
    if (shown.isBeyond(landmark())) {
      keep(shown);
    }
  }

  private void keep(Landmark landmark) {
    facts.set(LANDMARK_AT, landmark.word().isEmpty() ? "" : Long.toString(landmark.at()));
    facts.set(LANDMARK, landmark.word());
  }

  /**
   * Returns since when this device waits for others to bring back what a restored server lost;
   * {@link Instant#EPOCH} if it does not.
   */
  Instant reofferedAt() {
    return Instant.ofEpochMilli(number(REOFFERED_AT));
  }

  void setReofferedAt(Instant at) {
    facts.set(REOFFERED_AT, Long.toString(at.toEpochMilli()));
  }

  String snapshotPage() {
    return text(SNAPSHOT_PAGE);
  }

  void setSnapshotPage(String page) {
    facts.set(SNAPSHOT_PAGE, page);
  }

  Instant lastInSync() {
    return Instant.ofEpochMilli(number(LAST_IN_SYNC));
  }

  void setLastInSync(Instant at) {
    facts.set(LAST_IN_SYNC, Long.toString(at.toEpochMilli()));
  }

  SyncStatus.State state() {
    return facts.get(STATE).map(SyncStatus.State::ofCode).orElse(SyncStatus.State.IDLE);
  }

  void setState(SyncStatus.State state) {
    facts.set(STATE, state.code());
  }

  Instant nextRun() {
    return Instant.ofEpochMilli(number(NEXT_RUN));
  }

  String nextRunBecause() {
    return text(NEXT_RUN_BECAUSE);
  }

  void setNextRun(Instant at, String because) {
    facts.set(NEXT_RUN, Long.toString(at.toEpochMilli()));
    facts.set(NEXT_RUN_BECAUSE, because);
  }

  void setMaintenanceDue() {
    facts.set(MAINTENANCE_DUE, "yes");
  }

  public boolean isPaused() {
    return facts.get(PAUSED).isPresent();
  }

  public void setPaused(boolean paused) {
    facts.set(PAUSED, paused ? "yes" : "");
  }

  CircuitBreaker breaker() {
    return new CircuitBreaker(
        (int) number(BREAKER_FAILURES), Instant.ofEpochMilli(number(BREAKER_UNTIL)));
  }

  void setBreaker(CircuitBreaker breaker) {
    facts.set(BREAKER_FAILURES, Integer.toString(breaker.failures()));
    facts.set(BREAKER_UNTIL, Long.toString(breaker.openUntil().toEpochMilli()));
  }

  /** Returns the server that this store belongs to; empty before the first sign-in. */
  public String server() {
    return text(SERVER);
  }

  public void setServer(String address) {
    facts.set(SERVER, address);
  }

  public Optional<Account> account() {
    return facts
        .get(ACCOUNT + "user")
        .map(
            user ->
                new Account(
                    user,
                    text(ACCOUNT + "name"),
                    text(ACCOUNT + "role"),
                    text(ACCOUNT + "peer-mentor"),
                    text(ACCOUNT + "units").isEmpty()
                        ? List.of()
                        : List.of(text(ACCOUNT + "units").split("\n", -1))));
  }

  public void setAccount(Account account) {
    facts.set(ACCOUNT + "user", account.user());
    facts.set(ACCOUNT + "name", account.name());
    facts.set(ACCOUNT + "role", account.role());
    facts.set(ACCOUNT + "peer-mentor", account.peerMentor());
    facts.set(ACCOUNT + "units", String.join("\n", account.units()));
  }

  private String text(String name) {
    return facts.get(name).orElse("");
  }

  private long number(String name) {
    return facts.get(name).map(Long::parseLong).orElse(0L);
  }
}
