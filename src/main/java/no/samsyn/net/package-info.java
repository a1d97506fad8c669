/**
 * The way to the server over HTTPS: the transport, signing in, tokens, server time, events, and a
 * connection test.
 *
 * <p>Start at {@link no.samsyn.net.ServerLink}. Whatever comes from outside is untrusted: its
 * length, depth and time are bounded, and it is either understood as a whole or refused as a whole.
 * Tokens go to the one configured server and nowhere else, and never into a URL, a log or the text
 * of an exception.
 *
 * <p>This package runs unchanged on the desktop and on phones. It knows neither the store nor the
 * engine beyond its ports, starts no thread and reads no clock by itself (OkHttp keeps a few daemon
 * threads of its own).
 */
@NullMarked
package no.samsyn.net;

import org.jspecify.annotations.NullMarked;
