/**
 * Erasing a person: every record, answer, name and audit value of that person goes, and what is
 * kept for good still verifies.
 *
 * <p>Start at {@link no.samsyn.server.erasure.Erasing}. {@link
 * no.samsyn.server.erasure.ErasureList} remembers, beside the database, what was erased, so that a
 * restored backup is erased again before anybody is answered.
 */
@NullMarked
package no.samsyn.server.erasure;

import org.jspecify.annotations.NullMarked;
