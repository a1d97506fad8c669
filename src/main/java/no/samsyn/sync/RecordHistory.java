package no.samsyn.sync;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Op;
import no.samsyn.model.RecordId;

/** What the server knows of one record's past. Blocking; asked by a person, never by a run. */
public interface RecordHistory {

  /** Returns the accepted changes, oldest first; none where the account may not see the record. */
  Reply<List<Step>> of(RecordId id) throws IOException;

  /**
   * One accepted change.
   *
   * @param by its time is the server's
   * @param deviceTime what the clock of the device said
   */
  record Step(
      long version,
      Op op,
      String mutation,
      Authorship by,
      Instant deviceTime,
      FieldChanges changes) {}
}
