package no.samsyn.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.model.Uuid7;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.wire.ProblemJson;
import no.samsyn.wire.Protocol;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer, without tokens: an answer that was understood whole, a refusal, or an
 * {@link IOException} where nobody knows. Thread-safe; keeps nothing but the server's time.
 */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final long PROBLEM_BYTES_MAX = 65_536;
  private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private final ServerAddress server;
  private final ServerTime serverTime;
  private final Time time;
  private final Chance chance;

  Exchange(ServerAddress server, ServerTime serverTime, Time time, Chance chance) {
    this.server = server;
    this.serverTime = serverTime;
    this.time = time;
    this.chance = chance;
  }

  /** An answer's status beside what it means. */
  record Outcome<T>(int status, Reply<T> reply) {}

  /** Begins a request to our server; there is no other way to make one. */
  Request.Builder to(String path, Map<String, String> query) {
    return new Request.Builder()
        .url(server.url(path, query))
        .header("Accept-Encoding", "gzip")
        .header("Cache-Control", "no-store")
        .header("User-Agent", "Samsyn")
        .header(Protocol.PROTOCOL_HEADER, Integer.toString(Protocol.VERSION));
  }

  Request.Builder to(String path) {
    return to(path, Map.of());
  }

  <T> Outcome<T> run(Call.Factory calls, Request.Builder builder, AnswerReader<T> reader)
      throws IOException {
    var request = builder.header(Protocol.REQUEST_HEADER, Uuid7.mint(time.now(), chance)).build();
    var roundTrip = serverTime.start();
    try (var response = execute(calls, request)) {
      return new Outcome<>(response.code(), reply(response, roundTrip, reader));
    } catch (IOException e) {
      throw ForeignWords.without(e);
    }
  }

  static Response execute(Call.Factory calls, Request request) throws IOException {
    try {
      return calls.newCall(request).execute();
    } catch (IOException e) {
      throw ForeignWords.without(e);
    } catch (IllegalStateException | IllegalArgumentException e) {
      // OkHttp takes some answers, a status of -20 for one, for a mistake of its caller's.
      throw new IOException("what answered does not speak HTTP");
    }
  }

  private <T> Reply<T> reply(
      Response response, ServerTime.RoundTrip roundTrip, AnswerReader<T> reader)
      throws IOException {
    if (response.code() != 200) {
      return refusal(response);
    }
    var type = contentType(response);
    if (!type.equals(reader.contentType())) {
      return isOurs(type)
          ? unusable(response, "content-type", type)
          : new Reply.Refusal<>(RefusalKind.NOT_OUR_SERVER, Duration.ZERO, "foreign-content");
    }
    try {
      return new Reply.Answer<>(reader.read(response, roundTrip::serverSaid));
    } catch (BadAnswer e) {
      return unusable(response, e.code(), "");
    } catch (BadJson e) {
      return unusable(response, "not-as-agreed", e.toString());
    }
  }

  private static <T> Reply<T> unusable(Response response, String code, String detail) {
    LOG.warn(
        "Answer to {} (request {}) is of no use: {} {}",
        response.request().url().encodedPath(),
        response.request().header(Protocol.REQUEST_HEADER),
        code,
        detail);
    return new Reply.Refusal<>(RefusalKind.BAD_ANSWER, Duration.ZERO, code);
  }

  private static <T> Reply<T> refusal(Response response) {
    var type = contentType(response);
    var code = isOurs(type) ? problemCode(response) : "";
    var ours = type.equals(Protocol.PROBLEM_JSON) || !code.isEmpty();
    var kind = HttpOutcome.of(response.code(), ours);
    var wait =
        kind == RefusalKind.NOT_OUR_SERVER // a stranger does not tell us when to come
            ? Duration.ZERO
            : RetryAfter.parse(response.header("Retry-After"), response.header("Date"));
    return new Reply.Refusal<>(kind, wait, code.isEmpty() ? "http-" + response.code() : code);
  }

  /** The stable word of the problem, or empty: the status alone says enough then. */
  private static String problemCode(Response response) {
    try {
      var body = AnswerStream.of(response, PROBLEM_BYTES_MAX).rest();
      var code = Json.read(body, ProblemJson.class).code();
      return code != null && CODE.matcher(code).matches() ? code : "";
    } catch (BadAnswer | BadJson | IOException e) {
      LOG.debug("Problem with status {} cannot be read", response.code(), e);
      return "";
    }
  }

  private static boolean isOurs(String contentType) {
    return contentType.equals(Protocol.JSON)
        || contentType.equals(Protocol.NDJSON)
        || contentType.equals(Protocol.PROBLEM_JSON);
  }

  private static String contentType(Response response) {
    var header = response.header("Content-Type", "");
    var end = header.indexOf(';');
    return (end < 0 ? header : header.substring(0, end)).trim().toLowerCase(Locale.ROOT);
  }
}
