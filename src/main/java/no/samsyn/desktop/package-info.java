/**
 * What a PC gives: the database behind {@code Sql}, key store, network, jobs and backup.
 *
 * <p>It may not see screens or the server.
 */
@NullMarked
package no.samsyn.desktop;

import org.jspecify.annotations.NullMarked;
