package no.samsyn.sim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.model.Time;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.feed.ChangesHandler;
import no.samsyn.server.feed.Sender;
import no.samsyn.server.feed.SnapshotHandler;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.StoreFailure;
import no.samsyn.wire.ProblemJson;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.PushJson;
import no.samsyn.wire.TokenJson;
import okio.ByteString;

/**
 * The shipping handlers over a real database, behind a few lines that stand for HTTP. It dies
 * within any request, at any look at its clock, and comes back over the same database.
 */
final class SimServer {
  private static final int LOOKS_MAX = 12;
  private static final int DOWN_MILLIS_MAX = 60_000;
  private static final int RACE_MILLIS = 400;

  /** A request as it arrives: everything is text, as on the wire. */
  record Asked(
      String from,
      String path,
      Map<String, String> query,
      Map<String, String> head,
      ByteString body,
      boolean isLate) {
    Asked late() {
      return new Asked(from, path, query, head, body, true);
    }

    String header(String name) {
      return head.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** An answer as it leaves. */
  record Answer(int status, String type, String retryAfter, ByteString body) {
    static Answer of(int status, String type, String text) {
      return new Answer(status, type, "", ByteString.encodeUtf8(text));
    }
  }

  private final World world;
  private final Clock clock = new Clock();
  private ServerCore core;
  private long downUntil;
  private boolean inRequest;
  private int looksToDeath;
  private boolean mayRace;

  SimServer(World world) {
    this.world = world;
    this.core = newCore();
  }

  private ServerCore newCore() {
    return ServerCore.over(world.hall.database, clock, () -> world.tape.entropy("server"));
  }

  ServerCore core() {
    return core;
  }

  /** The database was put back to a backup: the server starts anew over it. */
  void startAnew() {
    core = newCore();
  }

  boolean isDown() {
    return world.stage.now() < downUntil;
  }

  /** The server's time; a request may die on it, and another may come between. */
  private final class Clock implements Time {
    @Override
    public Instant now() {
      look();
      if (mayRace && inRequest) { // an operator at the server has nobody to race with
        mayRace = false;
        if (world.tape.strikes(Fault.RACE, "server")) {
          inRequest = false;
          world.stage.pass(1 + world.tape.below("race", "server", RACE_MILLIS));
          inRequest = true;
        }
      }
      return world.begin().plusMillis(world.stage.now());
    }

    @Override
    public long monotonicMillis() {
      look();
      return world.stage.now();
    }

    private void look() {
      if (inRequest && world.tape.failsHere(Fault.SERVER_DIES)) {
        throw new SimKilled("server");
      }
      if (inRequest && looksToDeath > 0) {
        looksToDeath--;
        if (looksToDeath == 0) {
          throw new SimKilled("server");
        }
      }
    }
  }

  /** Answers, or returns nothing where it dies before it could. */
  Optional<Answer> handle(Asked asked) {
    if (isDown()) {
      return Optional.empty();
    }
    var dies = world.tape.strikes(Fault.SERVER_DIES, "server");
    looksToDeath = dies ? 1 + world.tape.below("look", "server", LOOKS_MAX) : 0;
    inRequest = true;
    mayRace = asked.path.equals(Protocol.PUSH);
    try {
      var answer = answered(asked);
      inRequest = false;
      world.judge.served(asked, answer);
      if (dies || world.tape.failsHere(Fault.SERVER_DIES)) {
        die("after");
        return Optional.empty();
      }
      return Optional.of(world.bug.answered(asked, answer));
    } catch (SimKilled e) {
      inRequest = false;
      world.judge.committed();
      die("within");
      return Optional.empty();
    }
  }

  private void die(String when) {
    world.stage.note("server dies " + when);
    world.counts.count("server deaths");
    downUntil = world.stage.now() + 1 + world.tape.below("down", "server", DOWN_MILLIS_MAX);
    core = newCore();
  }

  private Answer answered(Asked asked) {
    try {
      return switch (asked.path) {
        case Protocol.TOKEN -> json(core.tokens().token(read(asked, TokenJson.Request.class)));
        case Protocol.PUSH -> push(asked);
        case Protocol.CHANGES -> changes(asked);
        case Protocol.SNAPSHOT -> snapshot(asked);
        case Protocol.AUDIT_LINKS -> links(asked);
        default -> throw new IllegalStateException("no such path: " + asked.path);
      };
    } catch (Refusal e) {
      return problem(e.status(), e.code(), e.retryAfterSeconds());
    } catch (StoreFailure e) {
      if (e.kind() == StoreFailure.Kind.BROKEN) {
        world.violate(Check.NO_BUG, "the server's database is broken: " + e);
        return problem(500, "server-failed", 0);
      }
      return problem(503, "busy", 2);
    } catch (RuntimeException e) {
      world.violate(Check.NO_BUG, "the server fails: " + e + " at " + where(e));
      return problem(500, "server-failed", 0);
    }
  }

  private static List<String> where(RuntimeException e) {
    return Arrays.stream(e.getStackTrace())
        .map(StackTraceElement::toString)
        .filter(line -> line.contains("samsyn"))
        .limit(8)
        .toList();
  }

  private Answer push(Asked asked) {
    var text = text(asked);
    var caller = caller(asked);
    world.judge.authorised(asked);
    var request = read(text, PushJson.Request.class);
    world.judge.pushed(asked, caller, request, text);
    return json(world.bug.push(core, caller, request));
  }

  private Answer changes(Asked asked) {
    var caller = caller(asked);
    var request =
        new ChangesHandler.Request(
            sender(asked),
            asked.query.getOrDefault("cursor", ""),
            Integer.parseInt(asked.query.getOrDefault("limit", "0")),
            List.of());
    var page = world.bug.page(core.changes().changes(caller, request));
    world.judge.paged(asked, caller, page);
    return json(page);
  }

  private Answer snapshot(Asked asked) {
    var request =
        new SnapshotHandler.Request(
            sender(asked),
            asked.query.getOrDefault("page", ""),
            Integer.parseInt(asked.query.getOrDefault("limit", "0")));
    var answer = core.snapshot().snapshot(caller(asked), request);
    return Answer.of(200, Protocol.NDJSON, answer.ndjson());
  }

  private static Sender sender(Asked asked) {
    return new Sender(
        asked.header(Protocol.DEVICE_HEADER),
        Long.parseLong(asked.header(Protocol.UNSENT_HEADER)),
        asked.header(Protocol.LANDMARK_HEADER));
  }

  private Answer links(Asked asked) {
    var after = Long.parseLong(asked.query.getOrDefault("after", "0"));
    var limit = Integer.parseInt(asked.query.getOrDefault("limit", "0"));
    return json(core.trail().links(caller(asked), after, limit));
  }

  private Caller caller(Asked asked) {
    var bearer = asked.header("Authorization");
    if (!bearer.startsWith("Bearer ")) {
      throw Refusal.signInNeeded();
    }
    return core.tokens().callerOf(bearer.substring("Bearer ".length()));
  }

  private static Answer json(Object body) {
    return Answer.of(200, Protocol.JSON, Json.write(body));
  }

  static Answer problem(int status, String code, long retryAfter) {
    var body = Json.write(ProblemJson.of(status, code, "A sentence."));
    return new Answer(
        status,
        Protocol.PROBLEM_JSON,
        retryAfter > 0 ? Long.toString(retryAfter) : "",
        ByteString.encodeUtf8(body));
  }

  private static <T> T read(Asked asked, Class<T> type) {
    return read(text(asked), type);
  }

  private static <T> T read(String text, Class<T> type) {
    try {
      return Json.read(text, type);
    } catch (BadJson e) {
      throw Refusal.badRequest("not the JSON expected");
    }
  }

  static String text(Asked asked) {
    if (!asked.header("Content-Encoding").equals("gzip")) {
      return asked.body.utf8();
    }
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(asked.body.toByteArray()))) {
      return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
