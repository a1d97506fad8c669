package no.samsyn.server.api;

import io.javalin.http.sse.SseClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.feed.Bell;
import no.samsyn.wire.Protocol;

/**
 * {@code GET events}: tells listeners how far the feed reaches, and that the line still stands.
 * Thread-safe; one thread of its own writes, so that nobody who pushes waits for a listener.
 */
final class EventStream implements AutoCloseable {
  private static final int LISTENERS_MAX = 2_000;
  private static final long HEARTBEAT_SECONDS = 25; // proxies cut what is silent for 30

  private final Bell bell;
  private final Bell.Listener listener = this::rung;
  private final Map<SseClient, String> organisationByClient = new ConcurrentHashMap<>();
  private final Map<String, Long> waiting = new ConcurrentHashMap<>();
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "server-events");
            thread.setDaemon(true);
            return thread;
          });

  EventStream(ServerCore core) {
    this.bell = core.bell();
    bell.listen(listener);
    var unused =
        writer.scheduleWithFixedDelay(
            this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  boolean isFull() {
    return organisationByClient.size() >= LISTENERS_MAX;
  }

  void add(SseClient client, String organisation, long seq) {
    client.keepAlive();
    client.onClose(() -> organisationByClient.remove(client));
    organisationByClient.put(client, organisation);
    send(client, seq);
  }

  private void rung(String organisation, long seq) {
    // Any number of rings between two writes cost one event.
    if (waiting.put(organisation, seq) == null && !writer.isShutdown()) {
      writer.execute(() -> tell(organisation));
    }
  }

  private void tell(String organisation) {
    var seq = waiting.remove(organisation);
    if (seq != null) {
      organisationByClient.forEach(
          (client, theirs) -> {
            if (theirs.equals(organisation)) {
              send(client, seq);
            }
          });
    }
  }

  private void send(SseClient client, long seq) {
    client.sendEvent(Protocol.FEED_EVENT, "{\"seq\":" + seq + "}");
  }

  private void beat() {
    organisationByClient.keySet().forEach(client -> client.sendComment("beat"));
  }

  @Override
  public void close() {
    bell.leave(listener);
    writer.shutdownNow();
    organisationByClient.keySet().forEach(SseClient::close);
  }
}
