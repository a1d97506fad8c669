/**
 * The local store in SQL: mirror, outbox, dead letters, id map, journal, audit, facts and
 * migrations.
 *
 * <p>Start at {@link no.samsyn.store.SqlStore}. One implementation serves H2 and SQLite: it sees
 * only the {@link no.samsyn.store.Sql} port, and its statements run on both (SQLite from 3.18 on).
 * It may not know {@code java.sql}.
 */
@NullMarked
package no.samsyn.store;

import org.jspecify.annotations.NullMarked;
