/**
 * The server's truth in SQL: records, the feed, receipts, audit, devices. One SQL for H2 and
 * PostgreSQL.
 *
 * <p>Start at {@link no.samsyn.server.store.Database}. Every query names the organisation. Knows
 * nothing of HTTP, of users' rights or of what a push means.
 */
@NullMarked
package no.samsyn.server.store;

import org.jspecify.annotations.NullMarked;
