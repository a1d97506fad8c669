package no.samsyn.server.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.samsyn.server.scope.Caller;

/**
 * When each device was last heard of and what it says is unsent. Stateless; used within a
 * transaction.
 */
public final class Devices {
  private static final Duration REFRESH_AFTER = Duration.ofMinutes(1);

  /** What a request says about its sender. */
  public record Sighting(String device, long unsent, long ackedThrough) {}

  public record Seen(long lastSync, long unsent, long ackedThrough) {
    /** Returns whether {@code sighting} tells enough news to be written down. */
    public boolean isStale(Sighting sighting, Instant now) {
      return unsent != sighting.unsent
          || ackedThrough < sighting.ackedThrough
          || Math.abs(now.toEpochMilli() - lastSync) >= REFRESH_AFTER.toMillis();
    }
  }

  /** A device in a list; {@code peerMentor} is a key. */
  public record Listed(String device, String account, String peerMentor, Seen seen) {}

  private Devices() {}

  private static final String FIND =
      """
      select last_sync, unsent, acked_through
      from device
      where org = ? and device = ? and account = ?
      """;

  public static Optional<Seen> find(Tx tx, Caller caller, String device) {
    return tx.one(
        FIND,
        row -> new Seen(row.getLong(1), row.getLong(2), row.getLong(3)),
        caller.organisation(),
        device,
        caller.user());
  }

  private static final String UPDATE =
      """
      update device
      set peer_mentor = ?, last_sync = ?, unsent = ?, acked_through = ?
      where org = ? and device = ? and account = ?
      """;
  private static final String INSERT =
      """
      insert into device (peer_mentor, last_sync, unsent, acked_through, org, device, account)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  /** Writes the sighting down; what the device has settled never goes back. */
  public static void write(
      Tx tx, Caller caller, Optional<Seen> before, Sighting sighting, Instant now) {
    tx.updateOne(
        before.isPresent() ? UPDATE : INSERT,
        caller.peerMentor(),
        now.toEpochMilli(),
        sighting.unsent,
        Math.max(sighting.ackedThrough, before.map(Seen::ackedThrough).orElse(0L)),
        caller.organisation(),
        sighting.device,
        caller.user());
  }

  private static final String LIST =
      """
      select d.device, d.account, coalesce(r.record_key, ''), d.last_sync, d.unsent,
        d.acked_through
      from device d
      left join record r on r.org = d.org and r.id = d.peer_mentor
      where d.org = ? and (? or r.unit = any(?))
      order by d.last_sync desc, d.device
      limit ?
      """;

  public static List<Listed> list(Tx tx, Caller caller, int limit) {
    return tx.list(
        LIST,
        row ->
            new Listed(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                new Seen(row.getLong(4), row.getLong(5), row.getLong(6))),
        caller.organisation(),
        caller.scope().everything(),
        caller.scope().units(),
        limit);
  }
}
