package no.samsyn.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.audit.Bytes32;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.Checkpoint;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.audit.TrailKey;

/**
 * The signed heads of each organisation's trail, and every public key that ever signed one. The
 * secret half of a key is nowhere in the database. Stateless; used within a transaction.
 */
public final class AuditCheckpoints {
  private AuditCheckpoints() {}

  private static final String INSERT =
      """
      insert into audit_checkpoint (org, n, hash, at, signing_key, signature)
      values (?, ?, ?, ?, ?, ?)
      """;

  /** Stores a checkpoint; the caller holds the counter, so there is none of that place yet. */
  public static void insert(Tx tx, SignedCheckpoint signed) {
    var head = signed.checkpoint().head();
    tx.updateOne(
        INSERT,
        head.tenant(),
        head.index(),
        head.hash().hex(),
        signed.checkpoint().at().toEpochMilli(),
        signed.keyId(),
        signed.signature());
  }

  static final String NEWEST =
      """
      select org, n, hash, at, signing_key, signature
      from audit_checkpoint
      where org = ?
      order by org desc, n desc
      limit 1
      """;

  public static Optional<SignedCheckpoint> newest(Tx tx, String organisation) {
    return tx.one(NEWEST, AuditCheckpoints::read, organisation);
  }

  private static final String RANGE =
      """
      select org, n, hash, at, signing_key, signature
      from audit_checkpoint
      where org = ? and n > ? and n <= ?
      order by org, n
      """;

  public static List<SignedCheckpoint> between(
      Tx tx, String organisation, long after, long through) {
    return tx.list(RANGE, AuditCheckpoints::read, organisation, after, through);
  }

  private static SignedCheckpoint read(ResultSet row) throws SQLException {
    var head = new ChainHead(row.getString(1), row.getLong(2), Bytes32.ofHex(row.getString(3)));
    var at = Instant.ofEpochMilli(row.getLong(4));
    return new SignedCheckpoint(new Checkpoint(head, at), row.getString(5), row.getString(6));
  }

  private static final String INSERT_KEY =
      "insert into audit_key (id, public_key, since) values (?, ?, ?)";

  public static void insertKey(Tx tx, TrailKey key, Instant since) {
    tx.updateOne(INSERT_KEY, key.id(), key.hex(), since.toEpochMilli());
  }

  private static final String KEYS = "select public_key from audit_key order by since, id";

  /** Returns every key that has ever signed here, the oldest first. */
  public static List<TrailKey> keys(Tx tx) {
    return tx.list(KEYS, row -> TrailKey.ofHex(row.getString(1)));
  }
}
