package no.samsyn.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import no.samsyn.model.RecordId;

/**
 * Changes made on this device that the server has not settled yet.
 *
 * <p>Entries of one record leave in the order in which they were appended; entries of different
 * records may overtake each other. An entry that was ever sent never changes its content again.
 *
 * <p>Reachable only through {@link SyncStore.Tx}: the edit, its entry and its audit event commit
 * together or not at all.
 */
public interface Outbox {
  /** Nothing waits longer than this; a due time beyond it comes from a clock that jumped. */
  Duration POSTPONED_MAX = Duration.ofHours(2);

  /** Adds {@code entry}, last in the order of its record. */
  void append(OutboxEntry entry);

  /** Replaces the content of an entry that was never sent. */
  void rewrite(OutboxEntry entry);

  Optional<OutboxEntry> find(String mutation);

  /** Returns the entries of {@code record}, oldest first. */
  List<OutboxEntry> of(RecordId record);

  /** Returns the members of {@code group}, oldest first. */
  List<OutboxEntry> inGroup(String group);

  /**
   * Returns the first entry of each record that may go at {@code now}: not held, due, not leased;
   * types that others refer to first, then the oldest.
   */
  List<OutboxEntry> ready(Instant now, int max);

  /** Returns all entries in the order of their making, for lists. */
  List<OutboxEntry> list(int limit, long offset);

  /** Removes the entry. Does nothing if it is already gone: a repeated answer is not an error. */
  void remove(String mutation);

  /**
   * Durably fixes the wire form of an entry at its first send; a later call changes only the
   * attempt and the lease.
   *
   * @return the wire form that counts: the first one
   */
  String freeze(String mutation, String wireForm, Lease lease);

  /** Records the outcome of an attempt that did not settle the entry, and gives up the lease. */
  void postpone(String mutation, Delivery delivery);

  /** Holds {@code mutation} back until {@link #release} names {@code waitsFor}. */
  void hold(String mutation, OutboxEntry.Hold hold, String waitsFor);

  /** Lets everything go that waits for {@code waitsFor}. */
  void release(String waitsFor);

  /** Gives up every lease: called when the store is opened by its only owner. */
  void releaseLeases();

  /** Puts back acknowledged mutations for a server that may have lost them, frozen as they were. */
  void reoffer(Collection<AckJournal.Acknowledged> acknowledged);

  /** Counts from the index, whatever the length of the queue. */
  long size();

  /** Returns the lowest device sequence number that is still unsettled, or {@code none}. */
  long lowestSeq(long none);

  /** Returns when the next entry that is only postponed becomes due. */
  Optional<Instant> nextDue();

  /** Who sends an entry now, since when, and until when nobody else may. */
  record Lease(String owner, Instant sentAt, Instant until) {}

  /** How the delivery of an entry stands. */
  record Delivery(int attempts, Instant nextAttempt, String lastError) {
    public static final Delivery FRESH = new Delivery(0, Instant.EPOCH, "");
  }
}
