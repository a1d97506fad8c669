package no.samsyn.net;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.ShownEntry;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.Reply;
import no.samsyn.wire.Protocol;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;

/** The organisation's trail over HTTPS. Thread-safe; holds one line or one buffer at a time. */
final class HttpTrail implements OrganisationTrail {
  private static final int BUFFER_BYTES = 65_536;

  private final Calls calls;
  private final Call.Factory streaming;

  HttpTrail(Calls calls, Call.Factory streaming) {
    this.calls = calls;
    this.streaming = streaming;
  }

  @Override
  public Reply<Long> entries(AuditFilter filter, long after, int limit, Visitor visitor)
      throws IOException {
    var query = new LinkedHashMap<String, String>();
    query.put("after", Long.toString(after));
    query.put("limit", Integer.toString(limit));
    return entries(query, filter, visitor);
  }

  @Override
  public Reply<Long> newest(AuditFilter filter, long before, int limit, Visitor visitor)
      throws IOException {
    var query = new LinkedHashMap<String, String>();
    query.put("order", Protocol.NEWEST);
    query.put("before", Long.toString(before));
    query.put("limit", Integer.toString(limit));
    return entries(query, filter, visitor);
  }

  private Reply<Long> entries(Map<String, String> query, AuditFilter filter, Visitor visitor)
      throws IOException {
    return calls.send(
        streaming,
        request(Protocol.AUDIT, query, filter),
        AnswerReader.lines(line -> visitor.entry(ShownEntry.ofLine(line))));
  }

  @Override
  public Reply<Long> export(Wish wish, OutputStream out) throws IOException {
    var query = new LinkedHashMap<String, String>();
    query.put("profile", wish.profile().code());
    query.put("zone", wish.zone());
    if (!wish.reason().isEmpty()) {
      query.put("reason", wish.reason());
    }
    return calls.send(
        streaming, request(Protocol.AUDIT_EXPORT, query, wish.filter()), new Copying(out));
  }

  /** A name stands in the query as often as it has values. */
  private Request.Builder request(String path, Map<String, String> query, AuditFilter filter) {
    if (!filter.from().equals(AuditFilter.ALL.from())) {
      query.put("from", filter.from().toString());
    }
    if (!filter.until().equals(AuditFilter.ALL.until())) {
      query.put("until", filter.until().toString());
    }
    var request = calls.to(path, query);
    var url = request.build().url().newBuilder();
    filter
        .wanted()
        .forEach(
            (by, values) ->
                values.forEach(
                    value -> url.addQueryParameter(by.name().toLowerCase(Locale.ROOT), value)));
    return request.url(url.build());
  }

  /** Hands the body on as it comes. */
  private record Copying(OutputStream out) implements AnswerReader<Long> {
    @Override
    public String contentType() {
      return Protocol.ZIP;
    }

    @Override
    public Long read(Response response, Consumer<Instant> serverTime) throws IOException {
      var in = AnswerStream.of(response, Long.MAX_VALUE);
      var buffer = new byte[BUFFER_BYTES];
      var sum = 0L;
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        put(buffer, count);
        sum += count;
      }
      return sum;
    }

    private void put(byte[] buffer, int count) {
      try {
        out.write(buffer, 0, count);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // the disk's fault, not the network's
      }
    }
  }
}
