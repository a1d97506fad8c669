package no.samsyn.server.feed;

import java.time.Instant;
import java.util.function.Consumer;
import no.samsyn.audit.AuditEvent;
import no.samsyn.json.Json;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.AuditTable.Filter;
import no.samsyn.server.store.Database;
import no.samsyn.wire.AuditJson;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET audit}: the organisation's audit trail for its administrators, in order, line by line.
 * Thread-safe; holds one chunk in memory, whatever is asked for.
 */
public final class AuditHandler {
  private static final int CHUNK = 1_000;
  private static final int LINES_DEFAULT = 10_000;
  private static final int LINES_MAX = 1_000_000;

  private final Database database;

  public AuditHandler(Database database) {
    this.database = database;
  }

  /** {@code after} is the index that the caller has already; {@code limit} 0 means the default. */
  public record Request(Filter filter, long after, int limit) {
    public static Request all() {
      return new Request(
          new Filter(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE), "", ""), 0, 0);
    }
  }

  /** Throws unless {@code caller} may read the trail. */
  public void requireReader(Caller caller) {
    if (!caller.is(Role.ADMINISTRATOR)) {
      throw Refusal.forbidden();
    }
  }

  /** Hands each event to {@code lines} as one line of NDJSON. */
  public void audit(Caller caller, Request request, Consumer<String> lines) {
    requireReader(caller);
    var left = request.limit <= 0 ? LINES_DEFAULT : Math.min(request.limit, LINES_MAX);
    var after = request.after;
    while (left > 0) {
      var from = after;
      var most = Math.min(left, CHUNK);
      var chunk =
          database.read(
              tx -> AuditTable.page(tx, caller.organisation(), request.filter, from, most));
      chunk.forEach(event -> lines.accept(Json.write(onTheWire(event)) + "\n"));
      if (chunk.size() < most) {
        return;
      }
      after = chunk.get(chunk.size() - 1).index();
      left -= chunk.size();
    }
  }

  private static AuditJson onTheWire(AuditEvent event) {
    return new AuditJson(
        event.index(),
        event.at().toString(),
        event.action().code(),
        event.actor(),
        orNull(event.onBehalfOf()),
        orNull(event.entity()),
        orNull(event.key()),
        orNull(event.mutation()),
        event.version(),
        orNull(event.detail()));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
