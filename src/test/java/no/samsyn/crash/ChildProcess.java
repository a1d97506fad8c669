package no.samsyn.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One process of ours with its words in files. It is ended by its own handle, whatever happens to
 * the test, and every wait for it is bounded.
 */
final class ChildProcess implements AutoCloseable {
  /** For a machine that is loaded, and for a queue that takes minutes. */
  private static final Duration PATIENCE =
      Scene.IS_LONG ? Duration.ofMinutes(15) : Duration.ofSeconds(90);

  private static final int LOOK_MILLIS = 2;

  private final Process process;
  private final Path out;
  private final Path err;

  private ChildProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static ChildProcess start(List<String> command, Path words) throws IOException {
    var out = words.resolveSibling(words.getFileName() + ".out");
    var err = words.resolveSibling(words.getFileName() + ".err");
    var builder = new ProcessBuilder(command);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("SAMSYN_PASSWORD", "practice");
    builder.environment().put("SAMSYN_KEYS", "file"); // nothing for a developer's own key store
    return new ChildProcess(builder.start(), out, err);
  }

  /** Something that becomes true while the child runs. */
  @FunctionalInterface
  interface Sign {
    boolean isThere() throws IOException;
  }

  /** Waits for {@code sign}; returns false if the child ended before. */
  boolean await(Sign sign) throws IOException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!sign.isThere()) {
      if (endedWithin(LOOK_MILLIS)) {
        return sign.isThere();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited too long for " + this);
      }
    }
    return true;
  }

  private boolean endedWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + this, e);
    }
  }

  /** Lets it run for {@code millis} more; returns false if it ended by itself. */
  boolean livesFor(long millis) {
    return !endedWithin(millis);
  }

  /** Waits until it ended well, and returns what it printed. */
  String awaitDone() throws IOException {
    if (!endedWithin(PATIENCE.toMillis()) || process.exitValue() != 0) {
      throw new AssertionError("did not end well: " + this);
    }
    return output();
  }

  /** Asks it to end, as a service is asked, and waits until it has. */
  void end() {
    process.destroy();
    if (!endedWithin(PATIENCE.toMillis())) {
      throw new AssertionError("does not end: " + this);
    }
  }

  /** Kills it without asking: kill -9. Returns false if it had ended by itself. */
  boolean kill() {
    var lived = process.isAlive();
    process.destroyForcibly();
    if (!endedWithin(PATIENCE.toMillis())) {
      throw new AssertionError("cannot be killed: " + this);
    }
    return lived;
  }

  String output() throws IOException {
    return Files.readString(out);
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return out.getFileName() + " " + last(out) + " " + last(err) + " alive: " + process.isAlive();
  }

  private static String last(Path file) {
    try {
      var all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
      return all.substring(Math.max(0, all.length() - 1_000));
    } catch (IOException e) {
      return "(unreadable)";
    }
  }
}
