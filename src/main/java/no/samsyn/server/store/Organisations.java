package no.samsyn.server.store;

import java.util.List;
import java.util.Optional;
import no.samsyn.audit.Bytes32;
import no.samsyn.audit.ChainHead;

/**
 * The counter row of each organisation. Whoever writes to the feed locks it first and holds it
 * until the commit: so sequence order is commit order is visibility order, and two writers never
 * hold locks that the other waits for.
 */
public final class Organisations {
  /**
   * The counters as one transaction saw them.
   *
   * @param seq the newest position in the feed
   * @param floor what was deleted up to this position may be forgotten
   * @param moves how often records changed their unit; a push that judged before a move judges
   *     again
   * @param auditCount the last entry of the audit trail
   * @param auditHash the hash of the last entry that was sealed
   */
  public record Counters(
      String organisation,
      String epoch,
      long seq,
      long floor,
      long moves,
      long auditCount,
      Bytes32 auditHash) {}

  private Organisations() {}

  private static final String FIND =
      """
      select id, epoch, seq, tombstone_floor, moves, audit_count, audit_hash
      from organisation
      where id = ?
      """;

  public static Optional<Counters> find(Tx tx, String organisation) {
    return tx.one(
        FIND,
        row ->
            new Counters(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                Bytes32.ofHex(row.getString(7))),
        organisation);
  }

  public static Counters require(Tx tx, String organisation) {
    return find(tx, organisation)
        .orElseThrow(() -> new IllegalStateException("no such organisation: " + organisation));
  }

  private static final String CREATE =
      """
      insert into organisation (id, epoch, seq, tombstone_floor, moves, audit_count)
      values (?, ?, 0, 0, 0, 0)
      """;

  public static void create(Tx tx, String organisation, String epoch) {
    tx.updateOne(CREATE, organisation, epoch);
  }

  private static final String LOCK =
      """
      update organisation
      set seq = seq + ?, audit_count = audit_count + ?
      where id = ? and epoch = ? and moves = ?
      """;

  /**
   * Takes {@code feedRows} positions of the feed and {@code auditRows} of the audit trail, provided
   * that no record moved and no epoch changed since {@code seen}. Returns the counters after that.
   */
  public static Counters lock(Tx tx, Counters seen, long feedRows, long auditRows) {
    tx.updateOne(LOCK, feedRows, auditRows, seen.organisation, seen.epoch, seen.moves);
    return require(tx, seen.organisation);
  }

  private static final String MOVE =
      "update organisation set seq = seq + ?, moves = moves + 1 where id = ?";

  /** Takes more positions for records that change their unit. The caller holds the lock. */
  public static void move(Tx tx, String organisation, long feedRows) {
    tx.updateOne(MOVE, feedRows, organisation);
  }

  private static final String AUDIT =
      "update organisation set audit_count = audit_count + ? where id = ?";

  /** Takes positions of the audit trail only, and returns the counters after that, locked. */
  public static Counters takeAudit(Tx tx, String organisation, long rows) {
    tx.updateOne(AUDIT, rows, organisation);
    return require(tx, organisation);
  }

  private static final String SET_HEAD =
      "update organisation set audit_hash = ? where id = ? and audit_count = ?";

  /** Says what the last entry's hash is. The caller holds the lock. */
  static void setHead(Tx tx, ChainHead head) {
    tx.updateOne(SET_HEAD, head.hash().hex(), head.tenant(), head.index());
  }

  private static final String IDS = "select id from organisation order by id";

  public static List<String> ids(Tx tx) {
    return tx.list(IDS, row -> row.getString(1));
  }

  private static final String CHANGE_EPOCH =
      "update organisation set epoch = ? where id = ? and epoch = ?";

  /** Returns whether this call changed the epoch; false if somebody else did. */
  public static boolean changeEpoch(Tx tx, String organisation, String from, String to) {
    var isOurs = tx.update(CHANGE_EPOCH, to, organisation, from) == 1;
    if (isOurs) {
      addPastEpoch(tx, organisation, from);
    }
    return isOurs;
  }

  private static final String IS_PAST = "select epoch from past_epoch where org = ? and epoch = ?";

  public static boolean isPastEpoch(Tx tx, String organisation, String epoch) {
    return !tx.list(IS_PAST, row -> row.getString(1), organisation, epoch).isEmpty();
  }

  private static final String ADD_PAST = "insert into past_epoch (org, epoch) values (?, ?)";

  /** Writes down that {@code epoch} is over; it must not be written down yet. */
  public static void addPastEpoch(Tx tx, String organisation, String epoch) {
    tx.update(ADD_PAST, organisation, epoch);
  }

  private static final String RAISE_FLOOR =
      "update organisation set tombstone_floor = ? where id = ? and tombstone_floor < ?";

  public static void raiseFloor(Tx tx, String organisation, long floor) {
    tx.update(RAISE_FLOOR, floor, organisation, floor);
  }
}
