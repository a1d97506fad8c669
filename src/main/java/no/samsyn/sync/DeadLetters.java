package no.samsyn.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.model.RecordId;

/** Changes that need a person. Rows leave only because a person said so; nothing here expires. */
public interface DeadLetters {

  /** Adds {@code letter}. Does nothing if the mutation is there already. */
  void add(DeadLetter letter);

  Optional<DeadLetter> find(String mutation);

  /** Returns the letters of {@code record}, oldest change first. */
  List<DeadLetter> of(RecordId record);

  List<DeadLetter> list(int limit, long offset);

  /** Takes the letter away because a new mutation carries its content on. */
  void remove(String mutation);

  /**
   * Takes the letter out of sight on a person's word; its content stays recoverable until it is
   * erased.
   */
  void discard(String mutation, String reason, Instant at);

  /** Returns discarded letters, the latest first. */
  List<DeadLetter> discarded(int limit, long offset);

  long size();
}
