package no.samsyn.net;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import no.samsyn.json.Json;
import no.samsyn.model.ServerRecord;
import no.samsyn.sync.Reply;
import no.samsyn.sync.Transport;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.PushJson;
import no.samsyn.wire.RecordJson;
import no.samsyn.wire.TrailJson;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The engine's way to the server over HTTPS. Each call ends within the call's timeout; an answer
 * counts as a whole or not at all. Thread-safe; keeps nothing, so there is nothing to lose.
 */
public final class OkHttpTransport implements Transport {
  private static final MediaType JSON = MediaType.get(Protocol.JSON);

  private final Calls calls;
  private final int schemaVersion;

  OkHttpTransport(Calls calls, int schemaVersion) {
    this.calls = calls;
    this.schemaVersion = schemaVersion;
  }

  @Override
  public long bytesMoved() {
    return calls.bytesMoved();
  }

  @Override
  public Reply<PushAnswer> push(PushRequest request) throws IOException {
    var body = PushBody.of(request, schemaVersion);
    var post = calls.from(request.sender(), Protocol.PUSH, new LinkedHashMap<>());
    if (body.length > PushBody.PACK_FROM_BYTES) {
      post.header("Content-Encoding", "gzip").post(json(PushBody.packed(body)));
    } else {
      post.post(json(body));
    }
    return calls.send(
        post,
        AnswerReader.json(PushJson.Answer.class, PushJson.Answer::serverTime, FromWire::push));
  }

  @Override
  public Reply<ChangesPage> changes(ChangesRequest request) throws IOException {
    var query = new LinkedHashMap<String, String>();
    if (!request.cursor().isEmpty()) {
      query.put("cursor", request.cursor());
    }
    query.put("limit", Integer.toString(request.limit()));
    return calls.send(
        calls.from(request.sender(), Protocol.CHANGES, query),
        AnswerReader.json(
            FeedJson.Changes.class,
            FeedJson.Changes::serverTime,
            answer -> FromWire.changes(answer, request.cursor())));
  }

  @Override
  public Reply<SnapshotPage> snapshot(SnapshotRequest request) throws IOException {
    var query = new LinkedHashMap<String, String>();
    if (!request.page().isEmpty()) {
      query.put("page", request.page());
    }
    query.put("limit", Integer.toString(request.limit()));
    return calls.send(
        calls.from(request.sender(), Protocol.SNAPSHOT, query), new PageReader(request.page()));
  }

  @Override
  public Reply<TrailSegment> trail(TrailRequest request) throws IOException {
    var query = new LinkedHashMap<String, String>();
    query.put("after", Long.toString(request.after()));
    query.put("limit", Integer.toString(request.limit()));
    return calls.send(
        calls.from(request.sender(), Protocol.AUDIT_LINKS, query),
        AnswerReader.json(
            TrailJson.Links.class,
            answer -> null, // says no time
            answer -> TrailFromWire.segment(answer, request.after())));
  }

  private static RequestBody json(byte[] body) {
    return RequestBody.create(body, JSON);
  }

  /** Reads records line by line; the last line is the end, and without it the page is nothing. */
  private record PageReader(String presented) implements AnswerReader<SnapshotPage> {
    @Override
    public String contentType() {
      return Protocol.NDJSON;
    }

    @Override
    public SnapshotPage read(Response response, Consumer<Instant> serverTime) throws IOException {
      var stream = AnswerStream.of(response, Protocol.ANSWER_BYTES_MAX);
      var lines = new LineReader(stream, LINE_MAX);
      var records = new ArrayList<ServerRecord>();
      var line = lines.next();
      if (line == null) {
        throw new BadAnswer("no-end-line");
      }
      for (var after = lines.next(); after != null; after = lines.next()) {
        records.add(FromWire.record(Json.read(line, RecordJson.class)));
        line = after;
      }
      var end = Json.read(line, FeedJson.SnapshotEnd.class);
      if (end.epoch() == null) {
        throw new BadAnswer("no-end-line");
      }
      var page = FromWire.page(records, end, presented);
      serverTime.accept(page.serverTime());
      return page;
    }
  }
}
