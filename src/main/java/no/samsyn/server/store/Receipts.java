package no.samsyn.server.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each mutation got for an answer. The row stays for ever, its result until the device has
 * settled it. Stateless; used within a transaction.
 */
public final class Receipts {
  public static final String APPLIED = "applied";
  public static final String REJECTED = "rejected";
  public static final String CONFLICT = "conflict";

  private static final int RESULT_MAX = 1_000_000; // what one column holds on H2

  /**
   * An answer that was given.
   *
   * @param code of the problem where the status is rejected
   * @param record server id; empty where the mutation named no record of ours
   * @param result the answer's JSON; empty once the device has settled it
   */
  public record Receipt(
      Sender sender, String fingerprint, String status, String code, String record, String result) {
    @Override
    public String toString() {
      return "Receipt[" + sender.mutation + " " + status + "]"; // the result is personal
    }
  }

  public record Sender(String mutation, String device, long deviceSeq, String author) {}

  private Receipts() {}

  private static final String FIND =
      """
      select r.mutation, r.device, r.device_seq, r.author, r.fingerprint, r.status, r.code,
        r.record, r.result
      from unnest(cast(? as varchar array)) as t(n)
      join receipt r on r.org = ? and r.mutation = t.n
      """;

  public static Map<String, Receipt> find(
      Tx tx, String organisation, Collection<String> mutations) {
    var found = new HashMap<String, Receipt>();
    var rows =
        tx.list(
            FIND,
            row ->
                new Receipt(
                    new Sender(
                        row.getString(1), row.getString(2), row.getLong(3), row.getString(4)),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9)),
            mutations,
            organisation);
    rows.forEach(receipt -> found.put(receipt.sender.mutation, receipt));
    return found;
  }

  private static final String INSERT =
      """
      insert into receipt (org, mutation, device, device_seq, author, fingerprint, status, code,
        record, result, at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  public static void insert(Tx tx, String organisation, List<Receipt> receipts, Instant now) {
    var batch = new ArrayList<Object[]>();
    for (var receipt : receipts) {
      batch.add(
          new Object[] {
            organisation,
            receipt.sender.mutation,
            receipt.sender.device,
            receipt.sender.deviceSeq,
            receipt.sender.author,
            receipt.fingerprint,
            receipt.status,
            receipt.code,
            receipt.record,
            receipt.result.length() > RESULT_MAX ? "" : receipt.result,
            now.toEpochMilli()
          });
    }
    tx.batch(INSERT, batch);
  }

  private static final String TRIM =
      """
      update receipt
      set result = ''
      where org = ? and device = ? and author = ? and device_seq > ? and device_seq <= ?
      """;

  /** Forgets the results of a device's mutations in that stretch of its own count. */
  public static void trim(
      Tx tx, String organisation, String device, String author, long after, long through) {
    tx.update(TRIM, organisation, device, author, after, through);
  }
}
