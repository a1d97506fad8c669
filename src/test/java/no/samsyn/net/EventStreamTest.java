package no.samsyn.net;

import static no.samsyn.testkit.RawServer.bytes;
import static no.samsyn.testkit.RawServer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.testkit.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class EventStreamTest {
  private NetRig rig;
  private final AtomicInteger heard = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    rig = new NetRig();
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  @Test
  void everyFeedEventIsHeardAndNothingElseIs() throws IOException {
    rig.server.reacts(
        says(
            """
            : hello

            event: feed
            data: {"seq":1}

            event:feed|
            data:{"seq":2}|
            id: 7|
            retry: 1|
            |
            event: other
            data: x

            data: without a name

            event: feed

            data: a
            data: b
            event: feed

            event: feed
            data: cut"""
                .replace('|', '\r')));
    assertThat(listen()).isEqualTo(new Reply.Answer<>(3L));
    assertThat(heard).hasValue(3);
    var request = rig.server.received().get(0);
    assertThat(request.target()).isEqualTo("/api/v1/events");
    assertThat(request.header("Accept")).startsWith("text/event-stream");
    assertThat(request.header("Authorization")).isEqualTo("Bearer access-1");
  }

  @Test
  void anEventIsHeardWhileTheStreamGoesOnAndClosingEndsIt() throws Exception {
    var first = new CountDownLatch(1);
    rig.server.reacts(
        (request, socket) -> {
          says(socket, "event: feed\ndata: 1\n\n");
          while (!rig.server.isOverWithin(50)) {
            socket.getOutputStream().write(bytes(": still here\n"));
          }
        });
    var events = rig.session.events();
    var thread = Executors.newSingleThreadExecutor();
    var result = thread.submit(() -> events.listen(first::countDown));
    assertThat(first.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(rig.server.isOverWithin(1_000)).isFalse(); // longer than a whole call may take
    assertThat(result).isNotDone();
    events.close();
    assertThat(result.get(5, TimeUnit.SECONDS)).isEqualTo(new Reply.Answer<>(1L));
    thread.shutdown();
  }

  @Test
  void aStreamThatWasClosedBeforeItBeganDoesNotBegin() throws IOException {
    rig.server.reacts(says("event: feed\ndata: 1\n\n"));
    var events = rig.session.events();
    events.close();
    assertThat(events.listen(heard::incrementAndGet)).isEqualTo(new Reply.Answer<>(0L));
  }

  @Test
  void silenceIsALostConnection() {
    rig.server.reacts(
        (request, socket) -> {
          says(socket, ": hello\n\n");
          rig.server.isOverWithin(5_000);
        });
    assertThatThrownBy(this::listen).isInstanceOf(IOException.class);
  }

  @Test
  void anEndlessLineEndsTheStream() throws IOException {
    rig.server.reacts(says("data: " + "x".repeat(20_000)));
    assertThat(((Reply.Refusal<?>) listen()).code()).isEqualTo("line-too-long");
  }

  @Test
  void aRefusalOrALoginPageIsSaid() throws IOException {
    rig.server.reacts(problem(429, "too-many"));
    assertThat(((Reply.Refusal<?>) listen()).kind()).isEqualTo(RefusalKind.BUSY);
    rig.server.reacts(RawServer.answer(200, "text/html", bytes("<html>")));
    assertThat(((Reply.Refusal<?>) listen()).kind()).isEqualTo(RefusalKind.NOT_OUR_SERVER);
  }

  private Reply<Long> listen() throws IOException {
    try (var events = rig.session.events()) {
      return events.listen(heard::incrementAndGet);
    }
  }

  private static RawServer.Reaction says(String text) {
    return (request, socket) -> {
      says(socket, text);
      socket.close();
    };
  }

  private static void says(Socket socket, String text) throws IOException {
    socket
        .getOutputStream()
        .write(bytes("HTTP/1.1 200 X\r\nContent-Type: text/event-stream\r\n\r\n" + text));
  }
}
