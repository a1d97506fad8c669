package no.samsyn.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import no.samsyn.sync.Reply;
import no.samsyn.wire.Protocol;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Listens for "there is something new". It only ever says that a sync is worth while; missing one
 * costs the wait for the next poll and nothing else.
 *
 * <p>{@link #listen} blocks its thread; {@link #close} may come from any other, once and for good.
 */
public final class EventStream implements Closeable {
  private static final int EVENT_LINE_MAX = 8_192;

  private final Calls calls;
  private final OkHttpClient client;
  private @Nullable Call current; // guarded by this
  private boolean closed; // guarded by this

  EventStream(Calls calls, OkHttpClient client) {
    this.calls = calls;
    this.client = client;
  }

  /** What to do with news. Called on the listening thread; must return at once. */
  public interface Listener {
    void somethingNew();
  }

  /**
   * Returns when the server ends the stream or this is closed, with the number of events; or says
   * why there is no stream. An {@link IOException} is a lost connection: listen again, later.
   */
  public Reply<Long> listen(Listener listener) throws IOException {
    var events = new Events(listener);
    var request =
        calls
            .to(Protocol.EVENTS, Map.of())
            .header("Accept-Encoding", "identity"); // packing would hold events back
    try {
      return calls.send(this::begin, request, events);
    } catch (IOException e) {
      if (isClosed()) {
        return new Reply.Answer<>(events.count);
      }
      throw e;
    }
  }

  private synchronized Call begin(Request request) {
    var call = client.newCall(request);
    if (closed) {
      call.cancel();
    }
    current = call;
    return call;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    Call call;
    synchronized (this) {
      closed = true;
      call = current;
    }
    if (call != null) {
      call.cancel();
    }
  }

  /** Server-sent events as the standard has them, but for a lone CR as the end of a line. */
  private static final class Events implements AnswerReader<Long> {
    private final Listener listener;
    private String name = "";
    private boolean hasData;
    private long count;

    Events(Listener listener) {
      this.listener = listener;
    }

    @Override
    public String contentType() {
      return Protocol.EVENT_STREAM;
    }

    @Override
    public Long read(Response response, Consumer<Instant> serverTime) throws IOException {
      var lines = new LineReader(AnswerStream.of(response, Long.MAX_VALUE), EVENT_LINE_MAX);
      for (var line = lines.next(); line != null; line = lines.next()) {
        take(new String(line, StandardCharsets.UTF_8));
      }
      return count;
    }

    private void take(String line) {
      if (line.isEmpty()) {
        dispatch();
      } else if (line.startsWith("event:")) {
        name = line.substring("event:".length()).trim();
      } else if (line.equals("data") || line.startsWith("data:")) {
        hasData = true; // what it says is of no use: the pull knows better
      }
    }

    private void dispatch() {
      if (hasData && name.equals(Protocol.FEED_EVENT)) {
        count++;
        listener.somethingNew();
      }
      name = "";
      hasData = false;
    }
  }
}
