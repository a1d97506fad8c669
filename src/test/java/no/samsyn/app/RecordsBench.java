package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.desktop.H2Store;
import no.samsyn.desktop.KeyRing;
import no.samsyn.desktop.StoreKeys;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.Account;
import no.samsyn.sync.MirrorRow;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.TestDevice;
import no.samsyn.ui.common.Screen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hundred thousand activities in an encrypted store, on the console's own screen. */
@Tag("bench")
class RecordsBench {
  private static final int ACTIVITIES = 100_000;
  private static final int MENTORS = 250;
  private static final int PER_TRANSACTION = 5_000;
  private static final int FRAMES = 300;
  private static final int WARM = 60; // frames that are not counted
  private static final double WHEEL_PIXELS = 120;
  private static final List<String> PLACES = List.of("Oslo", "Alta", "Tromsø", "Bø", "Førde");

  @Test
  void aHundredThousandActivitiesInATable() throws Exception {
    var build = Path.of("target", "bench");
    Files.createDirectories(build);
    var folder = Files.createTempDirectory(build, "records").resolve("kari");
    fill(folder);
    Fx.start();
    var time = new SystemTime();
    var workplaces =
        new LocalWorkplaces(
            LocalWorkplaces.Place.IN_FILES, time, new SystemChance(), new StopSignal());
    var where = new Where(folder, "http://127.0.0.1:1", "kari", "");
    try (var console = new OpenConsole(workplaces, where, time, "bench")) {
      console.open();
      assertThat(Typing.until(() -> console.window().shell().isPresent())).isTrue();
      TimeUnit.SECONDS.sleep(3); // the overview is drawn, what is warmed up is warm
      showAndScroll(console);
    }
  }

  private static void fill(Path folder) {
    var key = new StoreKeys(folder, KeyRing.none()).key("", "");
    try (var store =
        SqlStore.open(
            H2Store.openEncrypted(folder, key), PeerSupport.schemas(), new SeededChance(1))) {
      var device = new TestDevice(1, store);
      device.signIn(new Account("kari", "Kari", "coordinator", "", List.of("Oslo")));
      for (var i = 0; i < MENTORS; i++) {
        var mentor =
            Fields.of("display_name", Value.text("Likeperson " + i))
                .with("unit", Value.text("Oslo"))
                .with("active", Value.flag(true));
        device.knows(PeerSupport.PEER_MENTOR_TYPE, "mentor-" + i, 1, mentor);
      }
      device.knows(
          PeerSupport.ACTIVITY_TYPE,
          TestDevice.VISIT,
          1,
          Fields.of("code", Value.text("visit")).with("name_nb", Value.text("Hjemmebesøk")));
      for (var from = 0; from < ACTIVITIES; from += PER_TRANSACTION) {
        var first = from;
        device.run(
            tx -> {
              for (var i = first; i < first + PER_TRANSACTION; i++) {
                tx.mirror().put(activity(i));
              }
              return true;
            });
      }
    }
  }

  private static MirrorRow activity(int i) {
    var fields =
        TestDevice.activity(15 + i % 200)
            .with("peer_mentor", Value.text("mentor-" + i % MENTORS))
            .with("date", Value.text(LocalDate.parse("2026-11-20").minusDays(i / 137).toString()))
            .with("place", Value.text(PLACES.get(i % PLACES.size())))
            .with("theme", Value.text("Hverdagen med nedsatt hørsel " + i % 31));
    var id = new RecordId(PeerSupport.ACTIVITY, String.format(Locale.ROOT, "activity-%06d", i));
    return MirrorRow.ofServer(TestDevice.serverRecord(id, 1, fields));
  }

  private static void showAndScroll(OpenConsole console) throws InterruptedException {
    print("First rows, the first showing", firstRows(console));
    for (var turn = 0; turn < 3; turn++) {
      show(console, Screen.HISTORY);
      TimeUnit.MILLISECONDS.sleep(500);
      print("First rows, shown again", firstRows(console));
    }
    var table = Fx.call(() -> table(console));
    assertThat(Fx.call(() -> table.getItems().size())).isEqualTo(ACTIVITIES);
    var flow = Fx.call(() -> (VirtualFlow<?>) table.lookup(".virtual-flow"));
    frames("The wheel, three rows a frame", table, frame -> flow.scrollPixels(WHEEL_PIXELS));
    var thumb =
        Fx.call(
            () ->
                table.lookupAll(".scroll-bar").stream()
                    .map(ScrollBar.class::cast)
                    .filter(bar -> bar.getOrientation() == Orientation.VERTICAL)
                    .findFirst()
                    .orElseThrow());
    frames(
        "The thumb, over the whole range",
        table,
        frame -> thumb.setValue((double) (frame % FRAMES) / FRAMES));
    System.out.println(String.format(Locale.ROOT, "Used heap: %.0f MB", usedHeap()));
  }

  private static void show(OpenConsole console, Screen screen) {
    Fx.call(
        () -> {
          console.window().shell().orElseThrow().model().show(screen);
          return true;
        });
  }

  private static double firstRows(OpenConsole console) {
    var begun = System.nanoTime();
    show(console, Screen.ACTIVITIES);
    assertThat(Typing.until(() -> hasRows(console))).isTrue();
    return (System.nanoTime() - begun) / 1e6;
  }

  private static TableView<?> table(OpenConsole console) {
    return (TableView<?>) console.window().stage().getScene().lookup(".sam-table");
  }

  /** Rows with text, and not only with room for it. */
  private static boolean hasRows(OpenConsole console) {
    var table = table(console);
    return table != null && !table.getItems().isEmpty() && visible(table) > 0 && blank(table) == 0;
  }

  private static long visible(TableView<?> table) {
    return table.lookupAll(".table-row-cell").stream()
        .filter(row -> ((TableRow<?>) row).getItem() != null)
        .count();
  }

  private static long blank(TableView<?> table) {
    return table.lookupAll(".table-row-cell").stream()
        .map(row -> (TableRow<?>) row)
        .filter(row -> row.getItem() != null && row.isVisible())
        .filter(row -> row.getAccessibleText() == null || row.getAccessibleText().equals("…"))
        .count();
  }

  /** Moves once a frame, and measures from frame to frame, and what the thread really did. */
  private static void frames(String what, TableView<?> table, IntConsumer move)
      throws InterruptedException {
    var took = new double[FRAMES];
    var busy = new double[FRAMES];
    var done = new CountDownLatch(1);
    var threads = ManagementFactory.getThreadMXBean();
    Fx.call(
        () -> {
          new AnimationTimer() {
            private int frame = -WARM;
            private long last;
            private long lastBusy;

            @Override
            public void handle(long now) {
              var at = System.nanoTime();
              var cpu = threads.getCurrentThreadCpuTime();
              if (frame > 0) {
                took[frame - 1] = (at - last) / 1e6;
                busy[frame - 1] = (cpu - lastBusy) / 1e6;
              }
              last = at;
              lastBusy = cpu;
              if (frame++ == FRAMES) {
                stop();
                done.countDown();
              } else {
                move.accept(frame + WARM);
              }
            }
          }.start();
          return true;
        });
    assertThat(done.await(3, TimeUnit.MINUTES)).isTrue();
    print(what + ", from frame to frame", took);
    print(what + ", processor time of JavaFX's thread", busy);
    var begun = System.nanoTime();
    assertThat(Typing.until(() -> blank(table) == 0)).isTrue();
    print("No row in sight is blank after", (System.nanoTime() - begun) / 1e6);
  }

  private static void print(String what, double... millis) {
    Arrays.sort(millis);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: median %.1f ms, p95 %.1f ms, slowest %.1f ms of %d",
            what,
            millis[millis.length / 2],
            millis[Math.min(millis.length - 1, millis.length * 95 / 100)],
            millis[millis.length - 1],
            millis.length));
  }

  private static double usedHeap() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1_048_576.0;
  }
}
