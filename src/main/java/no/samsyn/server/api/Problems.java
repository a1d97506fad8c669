package no.samsyn.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import no.samsyn.json.Json;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.StoreFailure;
import no.samsyn.wire.ProblemJson;
import no.samsyn.wire.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever ended a request into {@code problem+json}; never a stack trace, never a value. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final Duration BUSY = Duration.ofSeconds(2);

  private Problems() {}

  static void handle(RoutesConfig routes) {
    routes.exception(Refusal.class, (refusal, ctx) -> refused(ctx, refusal));
    routes.exception(StoreFailure.class, (failure, ctx) -> storeFailed(ctx, failure));
    routes.exception(HttpResponseException.class, (e, ctx) -> plain(ctx, e.getStatus()));
    routes.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("A request to {} failed; the client may try again", ctx.path(), e);
          plain(ctx, 500);
        });
  }

  static void refused(Context ctx, Refusal refusal) {
    if (refusal.retryAfterSeconds() > 0) {
      ctx.header("Retry-After", Long.toString(refusal.retryAfterSeconds()));
    }
    if (refusal.status() == 401) {
      ctx.header("WWW-Authenticate", "Bearer");
    }
    write(ctx, refusal.status(), refusal.code(), refusal.sentence());
  }

  private static void storeFailed(Context ctx, StoreFailure failure) {
    if (failure.kind() == StoreFailure.Kind.BROKEN) {
      LOG.error("The database failed on a request to {}", ctx.path(), failure);
      write(ctx, 500, "server-failed", "The server failed.");
    } else {
      refused(ctx, Refusal.busy(BUSY));
    }
  }

  private static void plain(Context ctx, int status) {
    switch (status) {
      case 404 -> write(ctx, 404, "not-found", "There is nothing at this address.");
      case 405 -> {
        ctx.header("Allow", Call.methodsAt(ctx.path()));
        write(ctx, 405, "method-not-allowed", "This address takes other requests.");
      }
      default -> {
        var isOurs = status >= 500;
        write(
            ctx,
            status,
            isOurs ? "server-failed" : "bad-request",
            isOurs ? "The server failed." : "The request is not one that the server takes.");
      }
    }
  }

  private static void write(Context ctx, int status, String code, String sentence) {
    ctx.status(status);
    Requests.answer(ctx, Protocol.PROBLEM_JSON, Json.write(ProblemJson.of(status, code, sentence)));
  }
}
