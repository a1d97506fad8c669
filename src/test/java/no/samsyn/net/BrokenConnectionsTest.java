package no.samsyn.net;

import static no.samsyn.net.NetRig.emptyChanges;
import static no.samsyn.net.NetRig.record;
import static no.samsyn.testkit.RawServer.answer;
import static no.samsyn.testkit.RawServer.bytes;
import static no.samsyn.testkit.RawServer.gzip;
import static no.samsyn.testkit.RawServer.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.testkit.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endless, cut, silent, dripping or foreign: each ends in bounded time and memory. */
@Timeout(30)
class BrokenConnectionsTest {
  private NetRig rig;
  private NetRig patient;

  @BeforeEach
  void start() throws IOException {
    rig = new NetRig();
    patient = new NetRig(HttpClients.Timeouts.USUAL);
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
    patient.close();
  }

  @Test
  void aGzipBombStopsAtTheLimit() throws IOException {
    patient.server.reacts(
        (request, socket) -> {
          head(socket, "application/json", "Content-Encoding: gzip");
          try (var gzip = new GZIPOutputStream(socket.getOutputStream())) {
            var zeros = new byte[1_048_576];
            Arrays.fill(zeros, (byte) ' ');
            for (var i = 0; i < 1_000; i++) {
              gzip.write(zeros);
            }
          }
        });
    assertThat(code(patient.pull())).isEqualTo("too-long");
  }

  @Test
  void anEndlessBodyStopsAtTheLimit() throws IOException {
    patient.server.reacts(endless("application/json", " "));
    assertThat(code(patient.pull())).isEqualTo("too-long");
    patient.server.reacts(endless("application/x-ndjson", " "));
    assertThat(code(patient.page(""))).isIn("too-long", "line-too-long");
    patient.server.reacts(endless("application/x-ndjson", record("a") + "\n"));
    assertThat(code(patient.page(""))).isEqualTo("too-long");
  }

  @Test
  void anEndlessProblemOrLoginPageIsNotRead() throws IOException {
    rig.server.reacts(
        (request, socket) -> {
          socket
              .getOutputStream()
              .write(bytes("HTTP/1.1 503 X\r\nContent-Type: application/problem+json\r\n\r\n"));
          endless(socket, " ");
        });
    assertThat(kind(rig.pull())).isEqualTo(RefusalKind.BUSY);
    rig.server.reacts(endless("text/html", "<p>"));
    assertThat(kind(rig.pull())).isEqualTo(RefusalKind.NOT_OUR_SERVER);
  }

  @Test
  void brokenGzipIsABrokenAnswerAndNotABrokenLine() throws IOException {
    var packed = gzip(bytes(emptyChanges()));
    var flipped = packed.clone();
    flipped[packed.length - 6] ^= 1; // within the check sum
    for (var body :
        new byte[][] {
          bytes("not gzip at all"), new byte[0], Arrays.copyOf(packed, packed.length / 2), flipped
        }) {
      rig.server.reacts(answer(200, "application/json", body, "Content-Encoding", "gzip"));
      assertThat(code(rig.pull())).isEqualTo("not-gzip");
    }
    rig.server.reacts(answer(200, "application/json", packed, "Content-Encoding", "br"));
    assertThat(code(rig.pull())).isEqualTo("encoding");
  }

  @Test
  void aConnectionThatEndsWithinAnAnswerIsTheNetworks() {
    var whole = message(200, "application/json", bytes(emptyChanges()));
    rig.server.reacts(
        (request, socket) -> {
          socket.getOutputStream().write(whole, 0, whole.length - 20);
          socket.close();
        });
    assertThatThrownBy(rig::pull).isInstanceOf(IOException.class);
    rig.server.reacts(
        (request, socket) -> {
          socket.getOutputStream().write(whole, 0, whole.length - 20);
          socket.getOutputStream().flush();
          socket.setSoLinger(true, 0); // a reset instead of an end
          socket.close();
        });
    assertThatThrownBy(rig::pull).isInstanceOf(IOException.class);
    rig.server.reacts(
        (request, socket) -> {
          head(socket, "application/json", "Transfer-Encoding: chunked");
          socket.getOutputStream().write(bytes("5\r\n{\"epo"));
          socket.close();
        });
    assertThatThrownBy(rig::pull).isInstanceOf(IOException.class);
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() {
    rig.server.reacts((request, socket) -> rig.server.isOverWithin(4_000));
    assertThatThrownBy(rig::pull).isInstanceOf(IOException.class);
  }

  @Test
  void aServerThatDripsIsGivenUpAfterTheWholeCallsTime() {
    rig.server.reacts(
        (request, socket) -> {
          head(socket, "application/json", "X: y");
          while (!rig.server.isOverWithin(100)) {
            socket.getOutputStream().write(' ');
          }
        });
    assertThatThrownBy(rig::pull).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "||",
        "hello||",
        "HTTP/9.9 OK||",
        "HTTP/1.1 abc X||",
        "HTTP/1.1 -20 X||",
        "HTTP/1.1 200 X|Content-Type: application/json|Content-Length: 5|"
            + "Content-Length: 900||",
        "HTTP/1.1 200 X|Content-Type: application/json|Transfer-Encoding: chunked||" + "zzz|",
        "SSH-2.0-OpenSSH_9.6|",
      })
  void whatIsNotHttpIsAFailureOfTheNetworkOrARefusal(String text) {
    rig.server.reacts(
        (request, socket) -> {
          socket.getOutputStream().write(bytes(text.replace("|", "\r\n")));
          socket.close();
        });
    try {
      assertThat(rig.pull()).isInstanceOf(Reply.Refusal.class);
    } catch (IOException e) {
      assertThat(e).hasMessageNotContaining("access-1");
    }
  }

  private RawServer.Reaction endless(String type, String what) {
    return (request, socket) -> {
      head(socket, type, "X: y");
      endless(socket, what);
    };
  }

  private void endless(Socket socket, String what) throws IOException {
    var much = bytes(what.repeat(20_000));
    while (!rig.server.isOverWithin(0)) {
      socket.getOutputStream().write(much);
    }
  }

  private static void head(Socket socket, String type, String header) throws IOException {
    socket
        .getOutputStream()
        .write(bytes("HTTP/1.1 200 X\r\nContent-Type: " + type + "\r\n" + header + "\r\n\r\n"));
  }

  private static RefusalKind kind(Reply<?> reply) {
    return ((Reply.Refusal<?>) reply).kind();
  }

  private static String code(Reply<?> reply) {
    return ((Reply.Refusal<?>) reply).code();
  }
}
