/**
 * The store's place on a phone: the {@code Sql} port over androidx.sqlite, and the key, wrapped by
 * the phone's key store.
 *
 * <p>Start at {@link no.samsyn.mobile.store.PhoneStores}. It may not know the engine, the network
 * or WorkManager.
 */
@NullMarked
package no.samsyn.mobile.store;

import org.jspecify.annotations.NullMarked;
