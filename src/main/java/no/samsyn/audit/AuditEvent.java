package no.samsyn.audit;

import java.time.Instant;

/**
 * One line of an audit trail. Holds ids and words of ours only, never a value of a record.
 *
 * @param index its place in the trail, given by the store; 0 before it is stored
 * @param entity and {@code key} name the record, empty where the event is about none
 * @param mutation the change it is about, empty where there is none
 * @param outcome a code that says how it ended, empty where the action says it all
 * @param detail a short code or list of field names
 */
public record AuditEvent(
    long index,
    Instant at,
    AuditAction action,
    String actor,
    String onBehalfOf,
    String entity,
    String key,
    String mutation,
    long version,
    String outcome,
    String detail) {

  /** An event about no particular record. */
  public static AuditEvent of(AuditAction action, Instant at, String actor, String detail) {
    return new AuditEvent(0, at, action, actor, "", "", "", "", 0, "", detail);
  }
}
