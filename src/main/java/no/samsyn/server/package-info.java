/**
 * The reference server: the engine's counterpart. It shares facts and wire forms with the engine
 * and no code that decides anything.
 *
 * <p>Start at {@link no.samsyn.server.SamsynServer}; without HTTP at {@link
 * no.samsyn.server.core.ServerCore}.
 */
@NullMarked
package no.samsyn.server;

import org.jspecify.annotations.NullMarked;
