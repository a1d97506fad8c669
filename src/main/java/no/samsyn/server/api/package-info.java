/**
 * The thin HTTP adapter: reads requests within limits, calls handlers, writes answers and problems.
 *
 * <p>Start at {@link no.samsyn.server.api.HttpApi}. Decides nothing about data. The only server
 * package that knows HTTP and threads.
 */
@NullMarked
package no.samsyn.server.api;

import org.jspecify.annotations.NullMarked;
