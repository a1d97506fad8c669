/**
 * The audit log: who did what, the whole of it verified, and what is shown exported.
 *
 * <p>Start at {@link no.samsyn.ui.audit.AuditViewModel}.
 */
@NullMarked
package no.samsyn.ui.audit;

import org.jspecify.annotations.NullMarked;
