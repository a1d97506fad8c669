package no.samsyn.sync;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samsyn.model.RecordId;

/**
 * The records of this device: the server's last known state with the user's unsettled changes over
 * it.
 */
public interface Mirror {

  Optional<MirrorRow> find(RecordId id);

  /** Returns whether the record is here and not removed: what a reference to it asks. */
  boolean has(RecordId id);

  /** Writes {@code row} whether or not the record was there. */
  void put(MirrorRow row);

  /** Takes the row away. Does nothing if it is already gone. */
  void remove(RecordId id);

  /** Returns one page of rows that are not removed, as {@code query} sorts and filters them. */
  RecordPage list(RecordQuery query);

  /** As {@link #list}, for those who need not know how many there are: that costs a count. */
  List<MirrorRow> rows(RecordQuery query);

  /**
   * Returns the keys of all rows that are not removed, as {@code order} sorts and filters them; its
   * limit and offset count for nothing. A hundred thousand keys are some ten megabytes.
   */
  List<String> keys(RecordQuery order);

  /**
   * Returns the keys of all rows that are not removed and may hold one text of each list, given in
   * small letters. May return more than that, because names of fields are looked at too; less only
   * where this database does not know how a capital is written small.
   */
  Set<String> candidates(String entity, List<List<String>> oneOfEach);

  /** Returns whether a row that is not removed passes all filters; reads the index alone. */
  boolean hasAny(String entity, List<RecordQuery.Filter> filters);

  /**
   * Returns how many rows of {@code entity} the server has acknowledged; counts without reading
   * them.
   */
  long countOnServer(String entity);

  /**
   * Hands every row of {@code entity} that is on the server, in key order, up to {@code max} after
   * {@code afterKey}.
   */
  List<MirrorRow> scan(String entity, String afterKey, int max);
}
