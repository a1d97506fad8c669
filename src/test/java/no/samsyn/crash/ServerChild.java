package no.samsyn.crash;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The practice server in a process of its own, which can be killed and comes back on its port. */
final class ServerChild implements AutoCloseable {
  private static final String READY = "ready ";

  private final Program program;
  private final Path data;
  private int port;
  private @Nullable ChildProcess child;

  ServerChild(Program program, Path data) {
    this.program = program;
    this.data = data;
  }

  private String[] words() {
    return new String[] {
      "server", "--data", data.toString(), "--port", Integer.toString(port), "--practice"
    };
  }

  /** Starts a server that leaves its classes for the faster start of later ones. */
  void startFirst() throws IOException {
    awaitReady(program.startFirst(words()));
  }

  void start() throws IOException {
    awaitReady(program.start(words()));
  }

  private void awaitReady(ChildProcess started) throws IOException {
    child = started;
    if (!started.await(() -> started.output().endsWith("\n"))) {
      throw new AssertionError("the server ended: " + started);
    }
    var line = started.output();
    if (!line.startsWith(READY)) {
      throw new AssertionError("the server is not ready: " + started);
    }
    port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
  }

  /** Starts it and kills it {@code millis} later, most likely while it still opens its database. */
  void startAndKillWithin(long millis) throws IOException {
    try (var opening = program.start(words())) {
      if (!opening.livesFor(millis)) {
        throw new AssertionError("the server ended: " + opening);
      }
    }
  }

  void kill() {
    if (child == null || !child.kill()) {
      throw new AssertionError("the server had ended before it was killed: " + child);
    }
  }

  void end() {
    if (child != null) {
      child.end();
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
