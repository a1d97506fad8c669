package no.samsyn.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A practice server that does not run yet, and Ola's device with a long queue for it: a fifth edits
 * of what is on the server already, the rest new.
 *
 * <p>Everything lies in {@code target/crash} and stays there after the test, for whoever has to
 * find out what happened. Counts and the seed of all chances are system properties.
 */
final class Scene implements AutoCloseable {
  static final int CHANGES = Integer.getInteger("samsyn.crash.changes", 2_000);
  static final int KILLS = Integer.getInteger("samsyn.crash.kills", 6);

  /** A short queue may be gone before a kill comes; only a long one says how many must hit. */
  static final boolean IS_LONG = CHANGES >= 10_000;

  static final long SEED = Long.getLong("samsyn.crash.seed", System.nanoTime());

  private static final Path BASE = Program.JAR.resolveSibling("crash");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> STORE_FILES = List.of("store.mv.db", "store.key");
  private static final List<String> SERVER_FILES = List.of("samsyn-server.mv.db", "audit-key.pem");

  private static @Nullable Prepared prepared; // guarded by the class

  final Path ola;
  final Typed typed;
  final Program program;
  final ServerChild server;
  final Random dice = new Random(SEED);

  private final Path folder;

  private Scene(Path folder, Typed typed, Program program) {
    this.folder = folder;
    this.ola = folder.resolve("ola");
    this.typed = typed;
    this.program = program;
    this.server = new ServerChild(program, folder.resolve("server"));
  }

  /**
   * Returns a scene of one's own; the work for it is done once for all tests of the process.
   *
   * <p>Other processes may test beside this one, so each empties only what bears its test's name.
   */
  static synchronized Scene of(String name) throws IOException {
    if (prepared == null) {
      var begin = System.nanoTime();
      prepared = prepare(BASE.resolve(name + "-origin"));
      System.out.println("Seed " + SEED + ", prepared in seconds " + secondsSince(begin));
    }
    var origin = prepared.folder();
    var folder = BASE.resolve(name);
    empty(folder);
    Files.createDirectories(folder.resolve("ola"));
    Files.createDirectories(folder.resolve("server"));
    for (var file : STORE_FILES) {
      Files.copy(origin.resolve("ola").resolve(file), folder.resolve("ola").resolve(file));
    }
    for (var file : SERVER_FILES) {
      Files.copy(origin.resolve("server").resolve(file), folder.resolve("server").resolve(file));
    }
    return new Scene(folder, prepared.typed().copy(), new Program(origin, folder));
  }

  static long secondsSince(long begin) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
  }

  private static Prepared prepare(Path origin) throws IOException {
    empty(origin);
    Files.createDirectories(origin);
    var typed = new Typed();
    var known = CHANGES / 5;
    try (var scene = new Scene(origin, typed, new Program(origin, origin))) {
      scene.server.startFirst();
      scene.signIn("ola");
      scene.program.run(scene.words("ola", "sync"));
      scene.type(known, 0);
      try (var first = scene.program.startFirst(scene.words("ola", "sync"))) {
        first.awaitDone();
      }
      scene.server.end();
      scene.type(CHANGES - known, known);
    }
    return new Prepared(origin, typed);
  }

  /** Lets Ola make new records, and edit that many of the first ones in between. */
  private void type(int creates, int edits) {
    try (var device = Device.openHastily(ola)) {
      var old = new ArrayList<>(typed.records().subList(0, edits));
      for (var i = 0; i < creates; i++) {
        device.create(typed);
        if (!old.isEmpty() && i % (creates / edits) == 0) {
          device.edit(typed, old.remove(old.size() - 1));
        }
      }
      assertThat(old).isEmpty();
      assertThat(device.unsent()).isEqualTo(creates + edits);
    }
  }

  void signIn(String user) throws IOException {
    program.run(
        "login",
        "--user",
        user,
        "--server",
        server.address(),
        "--data",
        folder.resolve(user).toString());
  }

  /** The words of a command of {@code user} with the answer in JSON. */
  String[] words(String user, String... command) {
    var words = new ArrayList<>(List.of(command));
    words.addAll(
        List.of("--json", "--server", server.address(), "--data", folder.resolve(user).toString()));
    return words.toArray(String[]::new);
  }

  /** At the end: the same on Ola's device, on Kari's new one, and in the server's database. */
  void requireNothingLostOrDoubled() throws Exception {
    var begin = System.nanoTime();
    String device;
    try (var opened = Device.open(ola)) {
      device = opened.id();
      assertThat(opened.unsent()).isZero();
      assertThat(opened.letters()).isZero();
    }
    requireSameAsServer("ola");
    signIn("kari");
    program.run(words("kari", "sync"));
    requireSameAsServer("kari");
    server.end();
    requireAllTyped("ola");
    requireAllTyped("kari");
    try (var counting = new Counting(folder.resolve("server").resolve("samsyn-server"))) {
      counting.requireEachOnce(typed, device);
      counting.requireNoGaps();
    }
    System.out.println("Counted in seconds " + secondsSince(begin) + ": 0 lost, 0 doubled");
  }

  private void requireSameAsServer(String user) throws IOException {
    var answer = program.run(words(user, "verify"));
    assertThat(JSON.readTree(answer).path("same").asBoolean()).as(answer).isTrue();
  }

  private void requireAllTyped(String user) {
    try (var device = Device.open(folder.resolve(user))) {
      var missing = typed.copy().contents();
      device.eachActivity(
          row -> {
            var view = row.view();
            var content = new Typed.Content(view.text("place"), view.text("theme"));
            if (content.place().startsWith(Typed.PLACE)) {
              assertThat(missing.remove(row.id().key())).isEqualTo(content);
            }
          });
      assertThat(missing).as("missing at " + user).isEmpty();
    }
  }

  @Override
  public void close() {
    server.close();
  }

  /** What scenes begin with: the files, and what was typed into them. */
  private record Prepared(Path folder, Typed typed) {}

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var all = Files.walk(folder)) {
        for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
