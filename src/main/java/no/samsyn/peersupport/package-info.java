/**
 * The domain of Norwegian peer support: which entity types there are and what their fields mean.
 *
 * <p>Start at {@link no.samsyn.peersupport.PeerSupport}. Shared by client and server; knows only
 * the model.
 */
@NullMarked
package no.samsyn.peersupport;

import org.jspecify.annotations.NullMarked;
