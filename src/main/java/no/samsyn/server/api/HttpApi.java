package no.samsyn.server.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.sse.SseHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import no.samsyn.json.Json;
import no.samsyn.model.RecordId;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.feed.ChangesHandler;
import no.samsyn.server.feed.Sender;
import no.samsyn.server.feed.SnapshotHandler;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.PushJson;
import no.samsyn.wire.ServiceJson;
import no.samsyn.wire.TokenJson;

/**
 * The protocol's calls as HTTP routes. Thread-safe; closing lets running requests finish for a
 * while and refuses new ones.
 */
public final class HttpApi implements AutoCloseable {
  private static final int REQUESTS_MAX = 1_000; // more than there are threads
  private static final long CLOSE_WAIT_MILLIS = 4_000;
  private static final int COMPRESSION_LEVEL = 1; // most of the gain at a third of the cost
  private static final int SCHEMA_MIN = 1; // fields that a device does not know are kept
  private static final String BEARER = "Bearer ";

  private final ServerCore core;
  private final EventStream events;
  private final AuditRoutes audit;
  private final Semaphore running = new Semaphore(REQUESTS_MAX);
  private volatile boolean closing;
  private final Javalin javalin;

  private HttpApi(ServerCore core, String host, int port) {
    this.core = core;
    this.events = new EventStream(core);
    this.audit = new AuditRoutes(core);
    this.javalin = Javalin.create(config -> configure(config, host, port));
  }

  /** Starts to answer; {@code port} 0 takes any free one. */
  public static HttpApi start(ServerCore core, String host, int port) {
    var api = new HttpApi(core, host, port);
    try {
      api.javalin.start();
      return api;
    } catch (RuntimeException e) {
      api.events.close();
      throw e;
    }
  }

  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    closing = true; // whoever comes now is told to come back
    events.close();
    try {
      var unused = running.tryAcquire(REQUESTS_MAX, CLOSE_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    javalin.stop();
  }

  private void configure(JavalinConfig config, String host, int port) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.host = host;
    config.jetty.port = port;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(COMPRESSION_LEVEL));
    var routes = config.routes;
    routes.before(HttpApi::checkEnvelope);
    for (var call : Call.values()) {
      routes.addHttpHandler(HandlerType.findOrCreate(call.method()), call.path(), handlerOf(call));
    }
    Problems.handle(routes);
  }

  private Handler handlerOf(Call call) {
    return switch (call) {
      case TOKEN -> counted(this::token);
      case PUSH -> counted(this::push);
      case CHANGES -> counted(this::changes);
      case SNAPSHOT -> counted(this::snapshot);
      case EVENTS -> this::events; // would hold its place for hours
      case AUDIT -> counted(ctx -> audit.entries(ctx, caller(ctx)));
      case AUDIT_LINKS -> counted(ctx -> audit.links(ctx, caller(ctx)));
      case AUDIT_EXPORT -> counted(ctx -> audit.export(ctx, caller(ctx)));
      case DEVICES -> counted(this::devices);
      case DECIDERS -> counted(this::deciders);
      case HISTORY -> counted(this::history);
      case HEALTH -> counted(this::health);
      case INFO -> counted(this::info);
    };
  }

  private static void checkEnvelope(Context ctx) {
    ctx.header("Cache-Control", "no-store");
    ctx.header("X-Content-Type-Options", "nosniff");
    if (ctx.method().equals(HandlerType.HEAD) && !Call.methodsAt(ctx.path()).isEmpty()) {
      // Left to itself the library says 200 and asks nobody, not even for the health.
      throw new MethodNotAllowedResponse();
    }
    var protocol = Requests.header(ctx, Protocol.PROTOCOL_HEADER);
    if (!protocol.isEmpty() && Requests.number(protocol) < Protocol.VERSION) {
      throw Refusal.upgradeNeeded();
    }
  }

  private Handler counted(Handler handler) {
    return ctx -> {
      if (closing || !running.tryAcquire()) {
        throw Refusal.busy(Duration.ofSeconds(2));
      }
      try {
        handler.handle(ctx);
      } finally {
        running.release();
      }
    };
  }

  private Caller caller(Context ctx) {
    var authorization = Requests.header(ctx, "Authorization");
    if (!authorization.startsWith(BEARER)) {
      throw Refusal.signInNeeded();
    }
    return core.tokens().callerOf(authorization.substring(BEARER.length()));
  }

  private void health(Context ctx) {
    core.seqOf(ServerCore.ORGANISATION); // the database answers, or this is no good news
    json(ctx, new ServiceJson.Health("ok", core.time().now().toString()));
  }

  private void info(Context ctx) {
    var schema = PeerSupport.schemas().version();
    json(
        ctx,
        new ServiceJson.Info(
            "samsyn",
            new ServiceJson.Range(Protocol.VERSION, Protocol.VERSION),
            new ServiceJson.Range(SCHEMA_MIN, schema),
            new ServiceJson.Limits(
                Protocol.PUSH_ITEMS_MAX,
                Protocol.PUSH_BYTES_MAX,
                Protocol.GROUP_MAX,
                Protocol.PAGE_RECORDS_MAX),
            core.time().now().toString()));
  }

  private void token(Context ctx) {
    var text = Requests.jsonText(ctx);
    json(ctx, core.tokens().token(Requests.parsed(text, TokenJson.Request.class)));
  }

  private void push(Context ctx) {
    var text = Requests.jsonText(ctx); // first of all, so that the sender hears a 401
    var caller = caller(ctx);
    json(ctx, core.push().push(caller, Requests.parsed(text, PushJson.Request.class)));
  }

  private void changes(Context ctx) {
    var types = Requests.query(ctx, "types");
    var request =
        new ChangesHandler.Request(
            sender(ctx),
            Requests.query(ctx, "cursor"),
            Requests.smallNumber(Requests.query(ctx, "limit")),
            types.isEmpty() ? List.of() : List.of(types.split(",", -1)));
    json(ctx, core.changes().changes(caller(ctx), request));
  }

  private void snapshot(Context ctx) {
    var request =
        new SnapshotHandler.Request(
            sender(ctx),
            Requests.query(ctx, "page"),
            Requests.smallNumber(Requests.query(ctx, "limit")));
    var answer = core.snapshot().snapshot(caller(ctx), request);
    Requests.answer(ctx, Protocol.NDJSON, answer.ndjson());
  }

  private static Sender sender(Context ctx) {
    return new Sender(
        Requests.header(ctx, Protocol.DEVICE_HEADER),
        Requests.number(Requests.header(ctx, Protocol.UNSENT_HEADER)),
        Requests.header(ctx, Protocol.LANDMARK_HEADER));
  }

  private void devices(Context ctx) {
    json(ctx, core.devices().devices(caller(ctx)));
  }

  private void deciders(Context ctx) {
    json(ctx, core.deciders().deciders(caller(ctx)));
  }

  private void history(Context ctx) {
    var caller = caller(ctx);
    var entity = Requests.query(ctx, "entity");
    var key = Requests.query(ctx, "key");
    if (entity.isEmpty() || key.isEmpty()) {
      throw Refusal.badRequest("Name the record by its entity and its key.");
    }
    json(ctx, core.history().history(caller, new RecordId(entity, key)));
  }

  private void events(Context ctx) throws Exception {
    var organisation = caller(ctx).organisation();
    if (!Requests.header(ctx, "Accept").contains(Protocol.EVENT_STREAM)) {
      throw Refusal.notAcceptable("This call answers with " + Protocol.EVENT_STREAM + " only.");
    }
    if (events.isFull()) {
      throw Refusal.busy(Duration.ofMinutes(1));
    }
    new SseHandler(client -> events.add(client, organisation, core.seqOf(organisation)))
        .handle(ctx);
  }

  private static void json(Context ctx, Object answer) {
    Requests.answer(ctx, Protocol.JSON, Json.write(answer));
  }
}
