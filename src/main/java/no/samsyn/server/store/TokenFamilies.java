package no.samsyn.server.store;

import java.util.Optional;

/**
 * Refresh tokens: one row for each sign-in, which knows the hash of its newest token and of the one
 * before. Stateless.
 */
public final class TokenFamilies {
  /**
   * One sign-in.
   *
   * @param seed with the token before it gives the next token
   */
  public record Family(
      String id, String account, String device, String seed, TokenHashes hashes, Span span) {
    @Override
    public String toString() {
      return "Family[" + id + "]";
    }
  }

  /** Of the newest token and of the one before it. */
  public record TokenHashes(String current, String previous) {}

  /** Epoch milliseconds. */
  public record Span(long rotatedAt, long expiresAt) {}

  private TokenFamilies() {}

  private static final String FIND =
      """
      select id, account, device, seed, current_hash, previous_hash, rotated_at, expires_at
      from token_family
      where id = ? and revoked = false
      """;

  public static Optional<Family> find(Tx tx, String id) {
    return tx.one(
        FIND,
        row ->
            new Family(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                new TokenHashes(row.getString(5), row.getString(6)),
                new Span(row.getLong(7), row.getLong(8))),
        id);
  }

  private static final String INSERT =
      """
      insert into token_family (id, account, device, seed, current_hash, previous_hash,
        rotated_at, expires_at, revoked)
      values (?, ?, ?, ?, ?, ?, ?, ?, false)
      """;

  public static void insert(Tx tx, Family family) {
    tx.updateOne(
        INSERT,
        family.id,
        family.account,
        family.device,
        family.seed,
        family.hashes.current,
        family.hashes.previous,
        family.span.rotatedAt,
        family.span.expiresAt);
  }

  private static final String ROTATE =
      """
      update token_family
      set current_hash = ?, previous_hash = ?, rotated_at = ?
      where id = ? and current_hash = ? and revoked = false
      """;

  /** Returns false if somebody else rotated first. */
  public static boolean rotate(Tx tx, Family family, String nextHash, long now) {
    var current = family.hashes.current;
    return tx.update(ROTATE, nextHash, current, now, family.id, current) == 1;
  }

  private static final String REVOKE = "update token_family set revoked = true where id = ?";

  public static void revoke(Tx tx, String id) {
    tx.update(REVOKE, id);
  }

  private static final String REVOKE_ALL =
      "update token_family set revoked = true where account = ? and revoked = false";

  public static void revokeAll(Tx tx, String account) {
    tx.update(REVOKE_ALL, account);
  }

  private static final String FORGET =
      "delete from token_family where account = ? and (revoked = true or expires_at < ?)";

  /** Removes what no token can lead to any more. */
  public static void forgetEnded(Tx tx, String account, long now) {
    tx.update(FORGET, account, now);
  }
}
