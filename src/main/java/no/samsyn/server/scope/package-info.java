/**
 * Who may see and change what.
 *
 * <p>Start at {@link no.samsyn.server.scope.Scope}. Pure: no store, no HTTP, no clock.
 */
@NullMarked
package no.samsyn.server.scope;

import org.jspecify.annotations.NullMarked;
