/**
 * The handlers put together over one database, without HTTP and without threads: what the HTTP
 * adapter, the practice data and the simulator share.
 *
 * <p>Start at {@link no.samsyn.server.core.ServerCore}.
 */
@NullMarked
package no.samsyn.server.core;

import org.jspecify.annotations.NullMarked;
