/**
 * Samsyn on a phone, for the app around it.
 *
 * <p>Start at {@link no.samsyn.mobile.Samsyn}. The engine, the transport and the store's statements
 * are the root's own jar; here is what a phone brings: when to run, how long, and with which key.
 */
@NullMarked
package no.samsyn.mobile;

import org.jspecify.annotations.NullMarked;
