package no.samsyn.server.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.Profile;
import no.samsyn.json.Json;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.trail.AuditHandler;
import no.samsyn.server.trail.ExportHandler;
import no.samsyn.wire.Protocol;

/** The calls about the audit trail as HTTP: reads filters, streams answers. Thread-safe. */
final class AuditRoutes {
  private static final int VALUES_MAX = 100; // of one filter

  private final ServerCore core;

  AuditRoutes(ServerCore core) {
    this.core = core;
  }

  void entries(Context ctx, Caller caller) throws IOException {
    core.audit().requireReader(caller); // refused before the first byte
    if (isNewestFirst(ctx)) {
      newest(ctx, caller);
      return;
    }
    var request =
        new AuditHandler.Request(
            filter(ctx),
            Requests.number(Requests.query(ctx, "after")),
            Requests.smallNumber(Requests.query(ctx, "limit")));
    ctx.contentType(Protocol.NDJSON);
    core.audit().audit(caller, request, ctx.outputStream());
  }

  private void newest(Context ctx, Caller caller) throws IOException {
    var request =
        new AuditHandler.NewestRequest(
            filter(ctx),
            Requests.number(Requests.query(ctx, "before")),
            Requests.smallNumber(Requests.query(ctx, "limit")));
    ctx.contentType(Protocol.NDJSON);
    core.audit().newest(caller, request, ctx.outputStream());
  }

  private static boolean isNewestFirst(Context ctx) {
    return switch (Requests.query(ctx, "order")) {
      case "", "oldest" -> false;
      case Protocol.NEWEST -> true;
      default -> throw Refusal.badRequest("order is oldest or newest.");
    };
  }

  void links(Context ctx, Caller caller) {
    var links =
        core.trail()
            .links(
                caller,
                Requests.number(Requests.query(ctx, "after")),
                Requests.smallNumber(Requests.query(ctx, "limit")));
    Requests.answer(ctx, Protocol.JSON, Json.write(links));
  }

  void export(Context ctx, Caller caller) throws IOException {
    core.audit().requireReader(caller);
    var request =
        new ExportHandler.Request(
            profile(ctx),
            filter(ctx),
            Requests.query(ctx, "reason"),
            zone(ctx),
            Requests.number(Requests.query(ctx, "after")));
    var export = core.export().prepare(caller, request);
    ctx.contentType(Protocol.ZIP);
    ctx.header("Content-Disposition", "attachment; filename=\"" + export.fileName() + "\"");
    var unused = export.write(ctx.outputStream());
  }

  private static AuditFilter filter(Context ctx) {
    var wanted = new EnumMap<By, SortedSet<String>>(By.class);
    for (var by : By.values()) {
      wanted.put(by, new TreeSet<>(Requests.queries(ctx, by.name().toLowerCase(Locale.ROOT))));
      if (wanted.get(by).size() > VALUES_MAX) {
        throw Refusal.badRequest("A filter has at most " + VALUES_MAX + " values.");
      }
    }
    try {
      return new AuditFilter(
          time(ctx, "from", AuditFilter.ALL.from()),
          time(ctx, "until", AuditFilter.ALL.until()),
          wanted);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("A time is outside of the years 0000 to 9999.");
    }
  }

  private static Profile profile(Context ctx) {
    try {
      return Profile.ofCode(Requests.query(ctx, "profile"));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("profile is control or full.");
    }
  }

  private static ZoneId zone(Context ctx) {
    var name = Requests.query(ctx, "zone");
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw Refusal.badRequest("zone is no time zone such as Europe/Oslo.");
    }
  }

  private static Instant time(Context ctx, String name, Instant otherwise) {
    var text = Requests.query(ctx, name);
    try {
      return text.isEmpty() ? otherwise : Instant.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.badRequest(name + " is no time such as 2026-11-20T08:00:00Z.");
    }
  }
}
