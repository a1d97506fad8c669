package no.samsyn.net;

import static no.samsyn.testkit.RawServer.answer;
import static no.samsyn.testkit.RawServer.bytes;
import static no.samsyn.testkit.RawServer.json;
import static no.samsyn.testkit.RawServer.problem;
import static no.samsyn.testkit.RawServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import no.samsyn.sync.Transport.Sealed;
import no.samsyn.testkit.RawServer;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, neither a token nor a password nor a record gets into a text. */
class SecretsTest {
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OURS =
      Logger.getLogger("no.samsyn"); // simulated worlds keep it quiet

  @Test
  void noTokenPasswordOrRecordIsLoggedThrownPrintedOrPutIntoAnAddress() throws IOException {
    var told = new StringWriter();
    var before = ROOT.getLevel();
    var ofOurs = OURS.getLevel();
    var handsOn = OURS.getUseParentHandlers();
    var listener = new Listener(new PrintWriter(told, true));
    ROOT.setLevel(Level.ALL);
    ROOT.addHandler(listener);
    OURS.setLevel(Level.ALL);
    OURS.setUseParentHandlers(true);
    try (var rig = new NetRig()) {
      for (var reaction : disasters()) {
        rig.server.reacts(reaction);
        rig.vault.keep(NetRig.tokens(1));
        told.append(String.valueOf(talk(rig)));
      }
      rig.server.received().forEach(request -> told.append(request.target()).append('\n'));
      told.append(String.valueOf(new AccessTokens.Ready("access-1", true)));
      told.append(String.valueOf(rig.vault.current()));
    } finally {
      ROOT.removeHandler(listener);
      ROOT.setLevel(before);
      OURS.setLevel(ofOurs);
      OURS.setUseParentHandlers(handsOn);
    }
    assertThat(told.toString())
        .contains("/api/v1/push")
        .contains("is of no use")
        .doesNotContain("access-", "refresh-", "s3cret", "Holmenkollen");
  }

  private static List<RawServer.Reaction> disasters() {
    return List.of(
        json("{\"accessToken\":\"access-7 \\n\",\"refreshToken\":\"refresh-7\",\"expiresIn\":9}"),
        json("{\"epoch\":\"e\",\"records\":[{\"fields\":{\"place\":\"Holmenkollen\",}}]}"),
        json("{\"results\":[{\"id\":\"1\",\"status\":\"Holmenkollen access-1\"}]}"),
        problem(401, "invalid-grant"),
        problem(400, "access-1 Holmenkollen"),
        answer(500, "application/problem+json", bytes("{\"detail\":\"Holmenkollen\"")),
        status(302, "Location", "http://elsewhere.example/?access-1"),
        (request, socket) -> socket.getOutputStream().write(bytes("HTTP/1.1 -20 Holmen\r\n\r\n")),
        (request, socket) -> socket.getOutputStream().write(bytes("access-1\r\n\r\n")),
        (request, socket) -> socket.close());
  }

  /** Returns all that a caller could print. */
  private static String talk(NetRig rig) {
    var said = new StringWriter();
    var out = new PrintWriter(said);
    var form = "{\"place\":\"Holmenkollen\"}";
    try {
      out.println(rig.push(new Sealed("m1", form)));
    } catch (IOException e) {
      print(e, out);
    }
    try {
      out.println(rig.pull());
    } catch (IOException e) {
      print(e, out);
    }
    out.println(rig.link.signIn("d").signIn("kari", "s3cret", account -> Optional.of(rig.vault)));
    out.println(new Sealed("m1", form));
    rig.session.signOut();
    return said.toString();
  }

  /** Prints all that a stack trace would say, without the frames. */
  private static void print(Throwable e, PrintWriter out) {
    out.println(e);
    if (e.getCause() != null) {
      print(e.getCause(), out);
    }
    for (var suppressed : e.getSuppressed()) {
      print(suppressed, out);
    }
  }

  private static final class Listener extends Handler {
    private final PrintWriter out;

    Listener(PrintWriter out) {
      this.out = out;
    }

    @Override
    public synchronized void publish(LogRecord entry) {
      out.println(entry.getMessage());
      if (entry.getThrown() != null) {
        print(entry.getThrown(), out);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
