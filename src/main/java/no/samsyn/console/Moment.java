package no.samsyn.console;

import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChanges;

/**
 * One thing that happened to a record.
 *
 * @param what a code of the audit trail
 * @param by who did it and when: by this device's clock, or by the server's where it told it
 * @param mutation the change that it is about; empty where it is about none
 * @param version the record's version that it led to or met; 0 where there is none
 * @param outcome a code that says how it ended; empty where {@code what} says it all
 * @param changes what it changed, as far as the values are not erased
 */
public record Moment(
    String what,
    Authorship by,
    String mutation,
    long version,
    String outcome,
    FieldChanges changes,
    boolean fromServer) {}
