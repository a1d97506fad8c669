package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * From the start of a process to its first window, drawn in memory. Each start is a process of its
 * own, with the flags of the package and with those of {@code javafx:run}, in turns.
 */
@Tag("bench")
class StartBench {
  private static final int STARTS = 7;
  private static final long PATIENCE_SECONDS = 60;
  private static final List<String> PACKAGED = List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx512m");
  private static final List<String> RUN = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** The console, and somebody who watches for its window; ends when it has been drawn. */
  static final class Watched {
    private static final int FRAMES = 2; // the first one lays out, the second one has been drawn
    private static final long EVERY_MILLIS = 2;

    private Watched() {}

    public static void main(String[] args) throws Exception {
      Threads.named(Watched::watch, "watch").start();
      Launcher.main(args);
    }

    private static void watch() {
      while (true) {
        try {
          Platform.runLater(Watched::look);
          TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
        } catch (IllegalStateException notYet) {
          Thread.onSpinWait(); // JavaFX has not begun
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    private static void look() {
      if (Window.getWindows().stream().anyMatch(Window::isShowing)) {
        new AnimationTimer() {
          private int frames;

          @Override
          public void handle(long now) {
            frames++;
            if (frames == FRAMES) {
              var began = ManagementFactory.getRuntimeMXBean().getStartTime();
              System.out.println("window " + (new SystemTime().now().toEpochMilli() - began));
              Runtime.getRuntime().halt(0);
            }
          }
        }.start();
      }
    }
  }

  @Test
  void theFirstWindow() throws Exception {
    var build = Path.of("target", "bench");
    Files.createDirectories(build);
    var packaged = new long[STARTS];
    var run = new long[STARTS];
    for (var i = 0; i < STARTS; i++) {
      packaged[i] = start(PACKAGED, Files.createTempDirectory(build, "start"));
      run[i] = start(RUN, Files.createTempDirectory(build, "start"));
    }
    print(PACKAGED, packaged);
    print(RUN, run);
  }

  private static void print(List<String> flags, long[] took) {
    Arrays.sort(took);
    System.out.println(
        String.format(
            Locale.ROOT,
            "First window, nobody signed in, %s: median %d ms, fastest %d, slowest %d of %d",
            flags,
            took[STARTS / 2],
            took[0],
            took[STARTS - 1],
            STARTS));
  }

  private static long start(List<String> flags, Path folder)
      throws IOException, InterruptedException {
    var said = folder.resolve("said.txt");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    for (var name :
        List.of("glass.platform", "monocle.platform", "prism.order", "headless.geometry")) {
      command.add("-D" + name + "=" + System.getProperty(name));
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Watched.class.getName());
    command.addAll(List.of("console", "--data", folder.resolve("data").toString()));
    var builder =
        new ProcessBuilder(command).redirectOutput(said.toFile()).redirectError(Redirect.DISCARD);
    builder.environment().put("DISPLAY", ":0"); // it is asked for, and not used
    var process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(said, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("window "))
        .mapToLong(line -> Long.parseLong(line.substring("window ".length())))
        .findFirst()
        .orElseThrow();
  }
}
