package no.samsyn.net;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import no.samsyn.json.BadJson;
import no.samsyn.model.Authorship;
import no.samsyn.model.Problem;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.sync.Landmark;
import no.samsyn.sync.Transport;
import no.samsyn.sync.Transport.ItemResult;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.ProblemJson;
import no.samsyn.wire.PushJson;
import no.samsyn.wire.RecordJson;
import org.jspecify.annotations.Nullable;

/**
 * Maps answers to the model, or throws {@link BadJson} or {@link BadAnswer}: whatever is missing,
 * unknown or contradicts itself makes the whole answer useless. Pure.
 */
final class FromWire {
  /** Times beyond these cannot be counted in milliseconds everywhere; nobody means them. */
  private static final Instant TIME_MIN = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59Z");

  private FromWire() {}

  static Transport.PushAnswer push(PushJson.Answer answer) {
    if (answer.commitSeq() < 0) {
      throw new BadAnswer("negative-seq");
    }
    return new Transport.PushAnswer(
        required(answer.epoch(), "epoch"),
        serverTime(answer.serverTime()),
        answer.commitSeq(),
        orEmpty(answer.cursor()),
        answer.budgetExhausted(),
        each(answer.results(), "results", FromWire::result),
        landmark(answer.landmark()),
        TrailFromWire.checkpoint(answer.checkpoint()));
  }

  static Transport.ChangesPage changes(FeedJson.Changes answer, String presented) {
    var records = each(answer.records(), "records", FromWire::record);
    var cursor = required(answer.cursor(), "cursor");
    if (answer.more() && records.isEmpty() && cursor.equals(presented)) {
      throw new BadAnswer("no-progress"); // we would ask the same for ever
    }
    return new Transport.ChangesPage(
        required(answer.epoch(), "epoch"),
        serverTime(answer.serverTime()),
        records,
        cursor,
        answer.more(),
        landmark(answer.landmark()),
        TrailFromWire.checkpoint(answer.checkpoint()));
  }

  static Transport.SnapshotPage page(
      List<ServerRecord> records, FeedJson.SnapshotEnd end, String presented) {
    if (end.count() != records.size()) {
      throw new BadAnswer("count-differs");
    }
    var next = orEmpty(end.next());
    var cursor = orEmpty(end.cursor());
    if (next.isEmpty() == cursor.isEmpty()) {
      throw new BadAnswer("next-or-cursor"); // neither or both
    }
    if (next.equals(presented) && !next.isEmpty()) {
      throw new BadAnswer("no-progress");
    }
    return new Transport.SnapshotPage(
        required(end.epoch(), "epoch"),
        serverTime(end.serverTime()),
        records,
        next,
        cursor,
        landmark(end.landmark()),
        TrailFromWire.checkpoint(end.checkpoint()));
  }

  /** A server that shows none is one that cannot notice that it was restored but by cursors. */
  private static Landmark landmark(FeedJson.@Nullable Landmark json) {
    if (json == null) {
      return Landmark.NONE;
    }
    if (json.at() < 0) {
      throw new BadAnswer("negative-landmark");
    }
    return new Landmark(json.at(), required(json.word(), "landmark"));
  }

  static ServerRecord record(RecordJson json) {
    var record = json.toModel();
    timeInRange(record.last().at());
    return record;
  }

  static Instant serverTime(@Nullable String text) {
    try {
      return timeInRange(Instant.parse(required(text, "serverTime")));
    } catch (DateTimeException e) {
      throw new BadJson("serverTime is not a time");
    }
  }

  private static Instant timeInRange(Instant time) {
    if (time.isBefore(TIME_MIN) || time.isAfter(TIME_MAX)) {
      throw new BadJson("a time is beyond all reason");
    }
    return time;
  }

  private static ItemResult result(PushJson.Result result) {
    var id = required(result.id(), "id");
    return switch (required(result.status(), "status")) {
      case "applied" ->
          new ItemResult.Applied(
              id,
              record(present(result.record(), "record")),
              Boolean.TRUE.equals(result.replayed()));
      case "conflict" ->
          new ItemResult.Conflict(
              id,
              record(present(result.record(), "record")),
              result.since() == null ? List.of() : each(result.since(), "since", FromWire::since));
      case "rejected" -> rejected(id, present(result.problem(), "problem"));
      case "deferred" -> new ItemResult.Deferred(id);
      case "blocked" -> new ItemResult.Blocked(id, required(result.blockedBy(), "blockedBy"));
      default -> throw new BadAnswer("unknown-status");
    };
  }

  private static ItemResult rejected(String id, ProblemJson problem) {
    var sentence = orEmpty(problem.detail());
    return new ItemResult.Rejected(
        id,
        required(problem.code(), "code"),
        sentence.isEmpty() ? orEmpty(problem.title()) : sentence,
        problem.errors() == null ? List.of() : each(problem.errors(), "errors", FromWire::problem));
  }

  private static Problem problem(ProblemJson.FieldError error) {
    return new Problem(
        fieldOf(orEmpty(error.pointer())), orEmpty(error.code()), orEmpty(error.detail()));
  }

  /** The first step of a JSON pointer: {@code /minutes}, or {@code /members/0} for a part. */
  private static String fieldOf(String pointer) {
    var path = pointer.startsWith("/") ? pointer.substring(1) : pointer;
    var end = path.indexOf('/');
    var step = end < 0 ? path : path.substring(0, end);
    return step.replace("~1", "/").replace("~0", "~");
  }

  private static Transport.FieldSince since(PushJson.Since since) {
    return new Transport.FieldSince(
        required(since.field(), "field"),
        orAbsent(since.before()),
        orAbsent(since.value()),
        since.version(),
        authorship(present(since.by(), "by")));
  }

  private static Value orAbsent(@Nullable Value value) {
    return value == null ? Value.absent() : value;
  }

  static Authorship authorship(RecordJson.AuthorshipJson json) {
    var authorship = json.toModel();
    timeInRange(authorship.at());
    return authorship;
  }

  static <W, T> List<T> each(
      @Nullable List<@Nullable W> list, String name, Function<W, T> toModel) {
    var result = new ArrayList<T>();
    for (var item : present(list, name)) {
      result.add(toModel.apply(present(item, name)));
    }
    return result;
  }

  static <T> T present(@Nullable T value, String name) {
    if (value == null) {
      throw new BadJson(name + " is missing");
    }
    return value;
  }

  static String required(@Nullable String value, String name) {
    if (value == null || value.isEmpty()) {
      throw new BadJson(name + " is missing");
    }
    return value;
  }

  static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
