package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.scene.Scene;
import javafx.stage.Stage;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.AuditLog;
import no.samsyn.console.Backups;
import no.samsyn.console.Preferences;
import no.samsyn.console.SyncDesk;
import no.samsyn.console.SyncSchedule;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.console.review.QueueWish;
import no.samsyn.desktop.H2Store;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.ThreeWay;
import no.samsyn.model.Value;
import no.samsyn.net.HttpClients;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.Account;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.sync.conflict.Side;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.TestDevice;
import no.samsyn.ui.common.Dialogs;
import no.samsyn.ui.common.FxTasks;
import no.samsyn.ui.common.Fxml;
import no.samsyn.ui.common.FxmlFile;
import no.samsyn.ui.common.I18n;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.Looks;
import no.samsyn.ui.common.Notices;
import no.samsyn.ui.common.Session;
import no.samsyn.ui.review.BulkController;
import no.samsyn.ui.review.CaseController;
import no.samsyn.ui.review.QueueController;
import no.samsyn.ui.review.ReviewController;
import no.samsyn.ui.review.ReviewViewModel;
import no.samsyn.ui.review.SideController;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand open reviews, and a million entries of the audit trail, as a person meets them. */
@Tag("bench")
class ReviewBench {
  private static final int REVIEWS = 1_000;
  private static final int ENTRIES = 1_000_000;
  private static final int PER_TRANSACTION = 10_000;
  private static final int TURNS = 30;
  private static final int CASES = 60; // gone through one after the other
  private static final long LOOK_NANOS = 500_000;
  private static final String NOTE = "Samtale hjemme om hverdagen med nedsatt hørsel. ".repeat(4);
  private static final ManualTime NOON = new ManualTime();
  private static final ZoneId ZONE = ZoneId.of("Europe/Oslo");

  private static TestDevice device(SqlStore store) {
    var device = new TestDevice(1, store);
    device.signIn(new Account("kari", "Kari", "coordinator", "", List.of("unit-1")));
    device.time.jumpTo(Instant.parse("2026-11-20T12:00:00Z"));
    device.knows(
        PeerSupport.PEER_MENTOR_TYPE,
        TestDevice.OLA,
        1,
        Fields.of("display_name", Value.text("Ola Nordmann")));
    return device;
  }

  private static SqlStore open() throws Exception {
    var build = Path.of("target", "bench");
    Files.createDirectories(build);
    var directory = Files.createTempDirectory(build, "review");
    return SqlStore.open(H2Store.openPlain(directory), PeerSupport.schemas(), new SeededChance(1));
  }

  private static void fillReviews(TestDevice device) {
    for (var i = 0; i < REVIEWS; i++) {
      var base = TestDevice.activity(30).with("note", NOTE).with("place", "Tromsø");
      var mine =
          base.with("minutes", Value.whole(45 + i % 60))
              .with("note", NOTE + "Olas ord " + i)
              .with("place", "Alta");
      var theirs =
          base.with("minutes", Value.whole(60 + i % 60))
              .with("note", "Karis ord. " + NOTE)
              .with("theme", "Arbeid");
      device.knows(PeerSupport.ACTIVITY, "activity-" + i, 4, theirs);
      var at = Instant.parse("2026-10-01T08:00:00Z").plusSeconds(3_600L * i);
      var sides =
          new ReviewCase.Sides(
              base,
              mine,
              theirs,
              ThreeWay.compare(base, mine, theirs).contested(),
              Side.of(new Authorship("ola", "", "phone-1", at), 3),
              Side.of(new Authorship("kari", TestDevice.OLA, "desk-1", at), 4));
      var subject =
          new ReviewCase.Subject(
              PeerSupport.ACTIVITY, "activity-" + i, ReviewCase.TWO_VERSIONS, TestDevice.OLA);
      device.knows(
          ReviewCase.ENTITY, "review-" + i, 1, ReviewCase.opened(subject, sides).toFields());
    }
  }

  private static double[] millis(int turns, Runnable work) {
    var millis = new double[turns];
    for (var i = 0; i < turns; i++) {
      var begin = System.nanoTime();
      work.run();
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  /** What JavaFX's thread works for each turn, which a busy machine does not lengthen. */
  private static final class ScreensWork {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long screen = Fx.call(() -> Thread.currentThread().getId());
    private long begin = nanos();

    private long nanos() {
      return threads.getThreadCpuTime(screen);
    }

    void print(int turns) {
      var now = nanos();
      System.out.println(
          String.format(
              Locale.ROOT, "  of which the screen works %.1f ms", (now - begin) / 1e6 / turns));
      begin = now;
    }
  }

  private static void print(String what, double[] millis) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "%s: median %.1f ms, slowest %.1f ms of %d",
            what,
            millis[millis.length / 2],
            millis[millis.length - 1],
            millis.length));
  }

  @Test
  void aThousandOpenReviews() throws Exception {
    try (var store = open();
        var place =
            new OpenWorkplace(
                new OpenWorkplace.Opened(store, new NoBackups()),
                new Where(Path.of("target"), "http://127.0.0.1:1", "kari", ""),
                new LinkToServer.Network(HttpClients::usual, NOON, new SeededChance(2)),
                new StopSignal())) {
      fillReviews(device(store));
      var wish =
          new QueueWish(
              QueueWish.Status.OPEN,
              QueueWish.Filters.NONE,
              QueueWish.Order.OLDEST,
              LocalDate.parse("2026-11-20"),
              2_000,
              0);
      var first = millis(1, () -> assertThat(place.reviews().list(wish).rows()).hasSize(REVIEWS));
      print("The queue of 1,000, cold", first);
      print("The queue of 1,000, again", millis(TURNS, () -> place.reviews().list(wish)));
      print("One case read", millis(TURNS, () -> place.reviews().show("review-7")));
      assertThat(first[0]).isLessThan(5_000); // far from it: that it is bounded at all
      var tasks = Threads.forTasks();
      walk(place, tasks);
      tasks.shutdown();
    }
  }

  /** The whole screen, drawn in memory: from the key to the case that stands there. */
  private static void walk(OpenWorkplace place, java.util.concurrent.Executor tasks) {
    Fx.start();
    var model = Fx.call(() -> shown(place, tasks));
    var work = new ScreensWork();
    var begin = System.nanoTime();
    Fx.call(
        () -> {
          model.show("");
          return true;
        });
    assertThat(Typing.until(() -> model.isShowing(""))).isTrue();
    System.out.println(
        "The screen opens: " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms");
    work.print(1);
    try (var stalls = new Stalls()) {
      for (var warm = 0; warm < 10; warm++) {
        next(model);
      }
      stalls.takeLongest();
      work.print(10);
      print("The next case, from the key to its lines", millis(CASES, () -> next(model)));
      work.print(CASES);
      System.out.println("Longest stall meanwhile: " + stalls.takeLongest());
    }
  }

  private static void next(ReviewViewModel model) {
    var key =
        Fx.call(
            () -> {
              model.queue().move(1);
              return model.queue().selectedProperty().get();
            });
    while (!Fx.call(() -> model.isShowing(key))) {
      LockSupport.parkNanos(
          LOOK_NANOS); // who looks all the time takes the processor from the screen
    }
  }

  private static ReviewViewModel shown(OpenWorkplace place, java.util.concurrent.Executor tasks) {
    Looks.loadFonts();
    var words = new I18n(Language.BOKMAAL, NOON, ZONE);
    var looks = new Looks(new Nothing());
    var nothing = new Nothing();
    var session =
        new Session(
            place,
            nothing,
            new Session.Surround(words, new FxTasks(tasks), nothing, nothing, nothing));
    var model = new ReviewViewModel(session);
    var queue = new QueueController(model, words, looks.rowHeight());
    var shownCase = new CaseController(model, words);
    var root =
        Fxml.load(
            FxmlFile.REVIEW,
            words,
            new ReviewController(model, queue, shownCase, looks.isLarge()),
            queue,
            shownCase,
            new SideController(model, words),
            new BulkController(model, looks.rowHeight()));
    var scene = new Scene(root, 1_440, 900);
    looks.dress(scene);
    var stage = new Stage();
    stage.setScene(scene);
    stage.show();
    return model;
  }

  /** Everything that the screen has around it and does not need here. */
  private static final class Nothing implements SyncSchedule, Dialogs, Preferences, Notices {
    @Override
    public void start(SyncDesk.Watcher watcher) {}

    @Override
    public void now() {}

    @Override
    public void soon() {}

    @Override
    public void replan() {}

    @Override
    public long finish() {
      return 0;
    }

    @Override
    public void close() {}

    @Override
    public boolean confirm(String title, String text, String action) {
      return false;
    }

    @Override
    public Optional<String> ask(String title, String text, String action) {
      return Optional.empty();
    }

    @Override
    public <T> Optional<T> choose(String title, String text, String action, List<T> options) {
      return Optional.empty();
    }

    @Override
    public Optional<Path> saveFile(String title, String suggestedName) {
      return Optional.empty();
    }

    @Override
    public Optional<String> get(String name) {
      return Optional.empty();
    }

    @Override
    public void set(String name, String value) {}

    @Override
    public void say(String text) {}

    @Override
    public void tell(String text, String action, Runnable taken) {}

    @Override
    public void warn(String text) {}

    @Override
    public void offer(String text, String action, Runnable work) {}
  }

  private static final class NoBackups implements Backups {
    @Override
    public List<Backup> list() {
      return List.of();
    }

    @Override
    public Backup now() {
      throw new UnsupportedOperationException("nothing to copy");
    }

    @Override
    public Optional<Backup> nowIfDue() {
      return Optional.empty();
    }
  }

  @Test
  void aMillionEntriesOfTheAuditTrail() throws Exception {
    try (var store = open()) {
      var device = device(store);
      var begin = Instant.parse("2026-01-01T00:00:00Z");
      for (var from = 0; from < ENTRIES; from += PER_TRANSACTION) {
        var first = from;
        device.run(
            tx -> {
              for (var i = first; i < first + PER_TRANSACTION; i++) {
                tx.audit().record(event(begin, i), FieldChanges.NONE);
              }
              return true;
            });
      }
      var desk = new AuditDesk(store, null);
      var log = new AuditLog(store, desk, null);
      var all =
          new AuditLog.Wish(AuditDesk.Of.DEVICE, AuditLog.Days.all(ZONE), AuditLog.About.ANYTHING);
      assertThat(log.count(all)).isEqualTo(ENTRIES);
      print("The newest 300 of 1,000,000", millis(TURNS, () -> log.newest(all, 300)));
      print("How many there are", millis(TURNS, () -> log.count(all)));
      var month =
          new AuditLog.Wish(
              AuditDesk.Of.DEVICE,
              new AuditLog.Days(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-31"), ZONE),
              new AuditLog.About("user-3", "", "activity", "saved", ""));
      assertThat(log.newest(month, 300).lines()).hasSize(300);
      print("A month of one user's saves", millis(TURNS, () -> log.newest(month, 300)));
      print("How many those are", millis(TURNS, () -> log.count(month)));
      var record =
          new AuditLog.Wish(
              AuditDesk.Of.DEVICE,
              AuditLog.Days.all(ZONE),
              new AuditLog.About("", "record-77", "", "", ""));
      print("One record", millis(TURNS, () -> log.newest(record, 300)));
      var last = log.newest(all, 300).lines().get(299);
      print("The page behind", millis(TURNS, () -> log.behind(all, last, 300)));
    }
  }

  private static AuditEvent event(Instant begin, int i) {
    var action =
        i % 3 == 0 ? AuditAction.SAVED : i % 3 == 1 ? AuditAction.SENT : AuditAction.APPLIED;
    return new AuditEvent(
        0,
        begin.plusSeconds(20L * i),
        action,
        "user-" + i % 20,
        "",
        i % 5 == 0 ? "contact" : "activity",
        "record-" + i % 50_000,
        "mutation-" + i,
        1 + i % 9,
        "",
        "");
  }
}
