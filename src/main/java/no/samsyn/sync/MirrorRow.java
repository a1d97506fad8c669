package no.samsyn.sync;

import java.time.Instant;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;

/**
 * A record as this device knows it.
 *
 * @param serverId empty until the server has acknowledged the create
 * @param version the server's version that {@code base} (or, without unsent changes, {@code view})
 *     is; 0 if it has none
 * @param view what a person sees: the base with every unsettled own change laid over it
 * @param base the last server state while own changes are unsettled, else {@link Fields#NONE}
 * @param removed hidden because of an own delete that is not settled yet
 * @param last who made the server's last change; meaningless while {@code version} is 0
 */
public record MirrorRow(
    RecordId id,
    String serverId,
    long version,
    Fields view,
    Fields base,
    RowState state,
    boolean removed,
    Authorship last) {
  public static final Authorship NOBODY = new Authorship("", "", "", Instant.EPOCH);

  public static MirrorRow ofServer(ServerRecord record) {
    return new MirrorRow(
        record.id(),
        record.serverId(),
        record.version(),
        record.fields(),
        Fields.NONE,
        RowState.SYNCED,
        false,
        record.last());
  }

  /**
   * Returns the same as something that no server shows here any more: it stays in sight as long as
   * own changes lie over it, and no longer.
   */
  MirrorRow withoutServer() {
    return new MirrorRow(id, serverId, 0, view, serverFields(), RowState.UNSENT, removed, last);
  }

  /** Returns the last server state, whether or not own changes lie over it. */
  public Fields serverFields() {
    return state == RowState.SYNCED ? view : base;
  }

  public boolean isOnServer() {
    return version > 0;
  }
}
