/**
 * What devices and people take from the server: changes, snapshots, the audit trail, the list of
 * devices.
 *
 * <p>Start at {@link no.samsyn.server.feed.ChangesHandler}. Handlers run without HTTP and get clock
 * and chance by constructor.
 */
@NullMarked
package no.samsyn.server.feed;

import org.jspecify.annotations.NullMarked;
