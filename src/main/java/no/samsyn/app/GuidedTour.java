package no.samsyn.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import no.samsyn.cli.Tour;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.Records;
import no.samsyn.console.ServerHouse;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import no.samsyn.console.Workplaces;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.server.store.Census;
import no.samsyn.sync.Backoff;
import no.samsyn.sync.Pace;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;

/**
 * The whole trip in half a minute: a practice server, a mentor who saves with no network, an answer
 * that gets lost, and a coordinator who sees the activity exactly once. Every line was checked when
 * it is printed; the folder with all of it is thrown away at the end.
 */
final class GuidedTour implements Tour {
  private static final String PASSWORD = "practice";
  static final Duration RUN_MAX = Duration.ofMinutes(2);
  private static final RunBudget BUDGET = RunBudget.of(RUN_MAX);

  /** Nobody waits a minute for a story; what happens after a failure is the same. */
  private static final Pace BRISK =
      Pace.DEFAULT.withInRun(new Backoff(Duration.ofMillis(100), Duration.ofMillis(400)));

  private final Workplaces workplaces;
  private final ServerHouse servers;

  GuidedTour(Workplaces workplaces, ServerHouse servers) {
    this.workplaces = workplaces;
    this.servers = servers;
  }

  @Override
  public boolean run(Consumer<String> line) {
    Path folder;
    try {
      folder = Files.createTempDirectory("samsyn-tour");
    } catch (IOException e) {
      throw Trouble.failed("no-folder", "The tour needs a temporary folder, and there is none.");
    }
    try {
      return new Trip(folder, line).run();
    } catch (IOException e) {
      throw Trouble.failed("tour-broken", "The tour's own proxy did not start.");
    } finally {
      throwAway(folder);
    }
  }

  /** One tour with its figures. */
  private final class Trip {
    private final Path folder;
    private final TourLines lines;
    private String contact = "";
    private String activity = "";
    private long accepted;
    private long conflicts;
    private long exported;
    private Census before = new Census(0, 0, 0);

    Trip(Path folder, Consumer<String> out) {
      this.folder = folder;
      this.lines = new TourLines(out);
    }

    /** What goes wrong on the way is a line of the tour too. */
    boolean run() throws IOException {
      try {
        happen();
        readAgain();
      } catch (Trouble e) {
        say("The tour ends here", e.sentence(), false);
      }
      var all = lines.isAllTrue();
      say("All of this happened", all ? "and was checked" : "but not as it should", all);
      return all;
    }

    private void happen() throws IOException {
      String address;
      try (var server = servers.start(wish())) {
        address = server.address();
        say("Practice server", "runs at " + address + " with invented people", true);
        try (var ola = workplaces.openOrCreate(device("ola", address))) {
          firstSync(ola);
        }
      }
      before = database().census();
      say("The network is gone", "the server is stopped", true);
      try (var ola = workplaces.open(device("ola", address))) {
        saveOffline(ola);
      }
      try (var ola = workplaces.open(device("ola", address))) {
        check("Ola's store, reopened", ola, 4);
      }
      try (var server = servers.start(wish())) {
        say("The network is back", "the server runs again", true);
        sendThroughBadNetwork(server);
        secondDevice(server);
        twoVersions(server);
      }
    }

    private ReadAgain database() {
      return new ReadAgain(folder.resolve("server"));
    }

    /** The server is stopped; its database says what the lines above said. */
    private void readAgain() {
      var all = database().census();
      var record = database().record("activity", activity);
      var taken = all.applied() - before.applied();
      var met = all.conflicts() - before.conflicts();
      var minutes = FieldTexts.write(record.fields().get("minutes"));
      say(
          "The server's database",
          "the activity: "
              + record.copies()
              + " time, "
              + minutes
              + " minutes; changes taken: "
              + taken
              + "; met another: "
              + met
              + "; open cases of it: "
              + record.open()
              + "; audit entries: "
              + all.audit(),
          record.copies() == 1
              && minutes.equals("75")
              && taken == accepted
              && met == conflicts
              && record.open() == 0
              && all.audit() == exported);
    }

    private ServerHouse.Wish wish() {
      return new ServerHouse.Wish(folder.resolve("server"), 0, true, "");
    }

    private Where device(String user, String address) {
      return new Where(folder.resolve(user), address, user, "");
    }

    private void firstSync(Workplace ola) {
      var account = ola.signIn().signIn("ola", PASSWORD);
      ola.sync().setPace(BRISK);
      var report = ola.sync().run(BUDGET, SyncEngine.Trigger.NOW);
      say(
          "Ola signs in, syncs",
          "as " + account.role() + "; fetched " + report.counts().pulled() + " records",
          report.stop() == SyncReport.Stop.FINISHED && report.counts().pulled() > 0);
    }

    private void saveOffline(Workplace ola) {
      var records = ola.records();
      var mentor = ola.signIn().account().map(each -> each.peerMentor()).orElse("");
      contact =
          records.add("contact", List.of("peer_mentor=" + mentor, "display_name=Åse Øvrebø")).key();
      activity =
          records
              .add(
                  "activity",
                  List.of(
                      "peer_mentor=" + mentor,
                      "contact=" + contact,
                      "type=" + firstType(records),
                      "date=" + LocalDate.now(ZoneId.systemDefault()),
                      "minutes=60"))
              .key();
      check("Ola saves two records", ola, 2);
      var report = ola.sync().run(BUDGET, SyncEngine.Trigger.NOW);
      say("Ola tries to sync", "no answer; everything waits", isOffline(report));
      var changed =
          records.edit("contact", contact, List.of("municipality=Tromsø"))
              && records.edit("activity", activity, List.of("minutes=90", "place=Kafé Bjørka"));
      say("Ola edits both", "saved on this device", changed);
      check("Ola's outbox", ola, 4);
    }

    private static boolean isOffline(SyncReport report) {
      return report.stop() == SyncReport.Stop.OFFLINE;
    }

    private static String firstType(Records records) {
      var types = records.list(new Records.ListWish("activity_type", List.of(), "code", 1, 0));
      return types.rows().get(0).id().key();
    }

    private void check(String what, Workplace device, long unsent) {
      var status = device.sync().status();
      say(what, "not sent: " + status.unsent(), status.unsent() == unsent);
    }

    private void sendThroughBadNetwork(ServerHouse.Running server) throws IOException {
      try (var proxy = new AnswerLosingProxy(URI.create(server.address()).getPort());
          var ola = workplaces.open(device("ola", proxy.address()))) {
        var report = ola.sync().run(BUDGET, SyncEngine.Trigger.NOW);
        var counts = report.counts();
        accepted += counts.accepted();
        say(
            "Ola syncs, badly",
            "answers lost: "
                + proxy.answersLost()
                + "; accepted: "
                + counts.accepted()
                + "; not sent: "
                + counts.left(),
            proxy.answersLost() == 1 && counts.accepted() == 4 && counts.left() == 0);
        same("Ola's mirror", ola);
      }
    }

    private void secondDevice(ServerHouse.Running server) {
      try (var kari = workplaces.openOrCreate(device("kari", server.address()))) {
        var account = kari.signIn().signIn("kari", PASSWORD);
        kari.sync().setPace(BRISK);
        var report = kari.sync().run(BUDGET, SyncEngine.Trigger.NOW);
        say(
            "Kari signs in, syncs",
            "as " + account.role() + "; fetched " + report.counts().pulled() + " records",
            report.stop() == SyncReport.Stop.FINISHED);
        seen(kari.records());
        same("Kari's mirror", kari);
      }
    }

    private void twoVersions(ServerHouse.Running server) {
      var story = new ProxyStory(this::say, activity);
      try (var kari = workplaces.open(device("kari", server.address()));
          var ola = workplaces.open(device("ola", server.address()))) {
        story.disagree(kari, ola);
        same("Kari's mirror", kari);
      }
      try (var admin = workplaces.openOrCreate(device("admin", server.address()))) {
        var unused = admin.signIn().signIn("admin", PASSWORD);
        story.export(admin, folder.resolve("control.zip"));
      }
      accepted += story.accepted();
      conflicts += story.conflicts();
      exported = story.exported();
    }

    private void seen(Records records) {
      var seen = records.show("activity", activity).view();
      var date = "date=" + seen.text("date");
      var wish = new Records.ListWish("activity", List.of(date), "", 1_000, 0);
      var times =
          records.list(wish).rows().stream()
              .filter(row -> row.view().text("contact").equals(contact))
              .count();
      say(
          "Kari sees the activity",
          "times: " + times + "; at " + seen.text("place") + "; with the contact in Tromsø",
          times == 1
              && records.show("contact", contact).view().text("municipality").equals("Tromsø"));
    }

    private void same(String what, Workplace device) {
      var comparison = device.verification().run();
      var records = comparison.entities().stream().mapToLong(each -> each.here()).sum();
      say(
          what,
          records + " records; differences: " + comparison.differences().size(),
          comparison.isSame());
    }

    private void say(String what, String figures, boolean isTrue) {
      lines.say(what, figures, isTrue);
    }
  }

  private static void throwAway(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It lies in the system's temporary folder, which is emptied anyway.
    }
  }
}
