package no.samsyn.sync;

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

  void remove(String mutation);

  long size();
}
