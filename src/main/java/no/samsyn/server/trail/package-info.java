/**
 * The server's audit trail as others see it: signed, handed to witnesses, read and exported by
 * administrators. What writes entries is in {@code push} and {@code store}.
 *
 * <p>Start at {@link no.samsyn.server.trail.TrailSigning}. The signing key lies in a file, outside
 * of the database whose history it vouches for. Handlers run without HTTP and get clock and chance
 * by constructor.
 */
@NullMarked
package no.samsyn.server.trail;

import org.jspecify.annotations.NullMarked;
