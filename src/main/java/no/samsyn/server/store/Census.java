package no.samsyn.server.store;

import no.samsyn.json.Json;
import no.samsyn.model.Fields;

/**
 * What the database holds, counted by its own means and by nothing that tells about it: the other
 * side of every count that somebody prints. Immutable.
 *
 * @param applied changes that were taken, each once
 * @param conflicts changes that met another one
 * @param audit entries of the audit trail
 */
public record Census(long applied, long conflicts, long audit) {
  private static final String RECEIPTS =
      "select count(*) from receipt where org = ? and status = ?";
  private static final String AUDIT = "select count(*) from audit_entry where org = ?";

  public static Census of(Tx tx, String organisation) {
    return new Census(
        count(tx, RECEIPTS, organisation, Receipts.APPLIED),
        count(tx, RECEIPTS, organisation, Receipts.CONFLICT),
        count(tx, AUDIT, organisation));
  }

  private static long count(Tx tx, String sql, Object... values) {
    return tx.one(sql, row -> row.getLong(1), values).orElse(0L);
  }

  private static final String COPIES =
      """
      select count(*) from record
      where org = ? and entity = ? and record_key = ? and deleted = false
      """;
  private static final String BODY =
      """
      select body from record
      where org = ? and entity = ? and record_key = ? and deleted = false
      """;
  private static final String OPEN =
      """
      select count(*) from open_review o
      where o.org = ? and o.record_key in (
        select id from record where org = ? and entity = ? and record_key = ?
        union select record_key from record where org = ? and entity = ? and record_key = ?)
      """;

  /**
   * One record.
   *
   * @param copies how often it stands there
   * @param open reviews of it that wait for a person
   */
  public record OfRecord(long copies, long open, Fields fields) {}

  public static OfRecord ofRecord(Tx tx, String organisation, String entity, String key) {
    return new OfRecord(
        count(tx, COPIES, organisation, entity, key),
        count(tx, OPEN, organisation, organisation, entity, key, organisation, entity, key),
        tx.one(BODY, row -> row.getString(1), organisation, entity, key)
            .map(Json::parseFields)
            .orElse(Fields.NONE));
  }

  private static final String OF_UNIT =
      """
      select count(*) from record
      where org = ? and entity = ? and unit = ? and deleted = false
      """;

  /** Returns how many records of {@code entity} belong to {@code unit}. */
  public static long ofUnit(Tx tx, String organisation, String entity, String unit) {
    return count(tx, OF_UNIT, organisation, entity, unit);
  }
}
