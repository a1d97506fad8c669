/**
 * The messages of the sync protocol, version 1, as they stand in JSON. Shared by client and server.
 *
 * <p>Start at {@link no.samsyn.wire.PushJson} and {@link no.samsyn.wire.Protocol}. Every type here
 * is a wire record: its members may be missing ({@code @Nullable}), unknown members are ignored,
 * and mapping to the model ends both.
 */
@NullMarked
package no.samsyn.wire;

import org.jspecify.annotations.NullMarked;
