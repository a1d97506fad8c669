/**
 * The audit trail's facts, shared by client and server: what happened, to which record, by whom.
 *
 * <p>Start at {@link no.samsyn.audit.AuditEvent}. Knows the model and JSON, and neither store,
 * engine nor server.
 */
@NullMarked
package no.samsyn.audit;

import org.jspecify.annotations.NullMarked;
