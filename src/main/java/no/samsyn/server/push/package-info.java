/**
 * Taking changes from devices: each mutation gets exactly one verdict, and what is applied is
 * written together with its receipt, its feed row and its audit entry, or not at all.
 *
 * <p>Start at {@link no.samsyn.server.push.PushHandler}. The judging is pure: it reads what was
 * loaded before and writes nothing.
 */
@NullMarked
package no.samsyn.server.push;

import org.jspecify.annotations.NullMarked;
