package no.samsyn.server.trail;

import java.io.IOException;
import java.io.OutputStream;
import no.samsyn.audit.AuditFilter;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.AuditSearch;
import no.samsyn.server.store.Database;

/**
 * {@code GET audit}: entries of the organisation's trail for its administrators, in order, line by
 * line, with the values that were not erased. Thread-safe; holds one chunk in memory, whatever is
 * asked for.
 */
public final class AuditHandler {
  private static final int LINES_DEFAULT = 10_000;
  private static final int LINES_MAX = 1_000_000;
  private static final int NEWEST_MAX = 1_000; // a page is what somebody looks at
  private static final int ENTRIES_AT_ONCE = 50; // of up to a megabyte each

  private final Database database;

  public AuditHandler(Database database) {
    this.database = database;
  }

  /** {@code after} is the index that the caller has already; {@code limit} 0 means the default. */
  public record Request(AuditFilter filter, long after, int limit) {
    public static Request all() {
      return new Request(AuditFilter.ALL, 0, 0);
    }
  }

  /** Throws unless {@code caller} may read the trail. */
  public void requireReader(Caller caller) {
    if (!caller.is(Role.ADMINISTRATOR)) {
      throw Refusal.forbidden();
    }
  }

  /** Writes each entry that is asked for as one line of NDJSON; an exception is the reader's. */
  public void audit(Caller caller, Request request, OutputStream out) throws IOException {
    requireReader(caller);
    var search = new AuditSearch(caller.organisation(), request.filter);
    var left = request.limit <= 0 ? LINES_DEFAULT : Math.min(request.limit, LINES_MAX);
    var after = request.after;
    while (left > 0) {
      var from = after;
      var found = database.read(tx -> search.after(tx, from));
      for (var sealed : found) {
        if (left > 0) {
          out.write(sealed.canonicalLine());
          out.write('\n');
          left--;
        }
      }
      if (found.isEmpty()) {
        return;
      }
      after = found.get(found.size() - 1).entry().index();
    }
  }

  /** Asks for a page below {@code before}; 0 for the newest of all. */
  public record NewestRequest(AuditFilter filter, long before, int limit) {}

  /** Writes the newest entries that are asked for, the newest first; a page costs what it holds. */
  public void newest(Caller caller, NewestRequest request, OutputStream out) throws IOException {
    requireReader(caller);
    var search = new AuditSearch(caller.organisation(), request.filter);
    var limit = request.limit <= 0 ? NEWEST_MAX : Math.min(request.limit, NEWEST_MAX);
    var places = database.read(tx -> search.newest(tx, request.before, limit));
    for (var from = 0; from < places.size(); from += ENTRIES_AT_ONCE) {
      var some = places.subList(from, Math.min(places.size(), from + ENTRIES_AT_ONCE));
      for (var sealed : database.read(tx -> search.at(tx, some))) {
        out.write(sealed.canonicalLine());
        out.write('\n');
      }
    }
  }
}
