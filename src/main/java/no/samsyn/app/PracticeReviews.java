package no.samsyn.app;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.console.Records;
import no.samsyn.console.Workplace;
import no.samsyn.console.review.QueueWish;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;

/**
 * What Kari finds to decide when she comes to her desk. All of it really happened: she wrote on a
 * mentor's behalf while the mentor wrote too, each on a device of their own, and neither knew.
 */
final class PracticeReviews {
  private static final RunBudget BUDGET = RunBudget.of(Duration.ofMinutes(2));
  private static final int TYPES_MAX = 20;

  private final Workplace kari;
  private final Workplace ola;
  private final Workplace nora;
  private final LocalDate today = LocalDate.now(ZoneId.systemDefault());

  PracticeReviews(Workplace kari, Workplace ola, Workplace nora) {
    this.kari = kari;
    this.ola = ola;
    this.nora = nora;
  }

  void happen() {
    var visit = visit();
    var cafe = cafe();
    var call = call();
    run(ola);
    run(nora);
    run(kari);
    kariWrites(visit, cafe, call);
    mentorsWrite(visit, cafe, call);
    run(ola);
    run(nora);
    run(kari);
    noted();
  }

  private String visit() {
    return add(
        ola,
        "home_visit",
        4,
        "start_time=11:00",
        "minutes=60",
        "place=Hjemme hos",
        "members=1",
        "theme=Hjelpemidler",
        "note=Vi snakket om høreapparat og TV. Hun vil gjerne prøve teleslynge hjemme.");
  }

  private String cafe() {
    return add(
        nora,
        "cafe",
        6,
        "minutes=90",
        "place=Kafé Løvstakken",
        "members=5",
        "note=Hyggelig møte. Alle vil komme igjen.");
  }

  private String call() {
    return add(nora, "phone", 2, "minutes=20", "theme=Å komme seg ut");
  }

  private void kariWrites(String visit, String cafe, String call) {
    edit(
        kari,
        visit,
        "start_time=11:30",
        "minutes=90",
        "place=Hjemme hos, Grünerløkka",
        "members=2",
        "theme=Hjelpemidler og søknad til NAV",
        "relatives=1",
        "note=Vi snakket om høreapparat og TV. Hun vil gjerne prøve teleslynge hjemme, og har fått"
            + " time på hjelpemiddelsentralen.");
    edit(kari, cafe, "minutes=120", "members=6");
    edit(kari, call, "minutes=25", "date=" + today.minusDays(3));
    var unused = add(kari, "group", 5, mentor(nora), "minutes=120", "place=Frivilligsentralen");
    run(kari);
  }

  private void mentorsWrite(String visit, String cafe, String call) {
    edit(
        ola,
        visit,
        "start_time=11:15",
        "minutes=75",
        "place=Hjemme hos, andre etasje",
        "members=1",
        "others=1",
        "theme=Hjelpemidler og å høre TV",
        "note=Vi snakket om høreapparat, TV og om å våge seg ut igjen. Hun vil gjerne prøve"
            + " teleslynge hjemme.");
    edit(nora, cafe, "minutes=105", "note=Hyggelig møte. Fem av seks vil komme igjen i desember.");
    edit(nora, call, "minutes=40", "theme=Å komme seg ut om vinteren");
    var unused =
        add(
            nora,
            "group",
            5,
            "minutes=105",
            "place=Frivilligsentralen, store sal",
            "members=7",
            "theme=Å fortelle på jobb");
  }

  /** Kari has begun on the newest ones: one is hers, one waits for an answer. */
  private void noted() {
    var wish =
        new QueueWish(
            QueueWish.Status.OPEN,
            QueueWish.Filters.NONE,
            QueueWish.Order.OLDEST,
            today,
            TYPES_MAX,
            0);
    var keys = new ArrayList<String>();
    for (var row : kari.reviews().list(wish).rows()) {
      if (row.mentorName().startsWith("Nora") && row.review().sides().contested().size() == 1) {
        keys.add(row.key());
      }
    }
    if (!keys.isEmpty()) {
      kari.reviews().assign(keys.get(0), "kari");
      kari.reviews().comment(keys.get(0), "Nora ringer tilbake i morgen om varigheten.");
    }
    run(kari);
  }

  private String add(Workplace device, String type, int daysAgo, String... assignments) {
    var all = new ArrayList<>(List.of(assignments));
    if (all.stream().noneMatch(each -> each.startsWith("peer_mentor="))) {
      all.add(mentor(device));
    }
    all.add("type=" + type(device, type));
    all.add("date=" + today.minusDays(daysAgo));
    return device.records().add("activity", all).key();
  }

  private static String mentor(Workplace device) {
    return "peer_mentor="
        + device.signIn().account().map(account -> account.peerMentor()).orElse("");
  }

  private static String type(Workplace device, String code) {
    var wish = new Records.ListWish("activity_type", List.of(), "code", TYPES_MAX, 0);
    return device.records().list(wish).rows().stream()
        .filter(row -> row.view().text("code").equals(code))
        .map(row -> row.id().key())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the practice has no type " + code));
  }

  private static void edit(Workplace device, String key, String... assignments) {
    var unused = device.records().edit("activity", key, List.of(assignments));
  }

  private static void run(Workplace workplace) {
    var unused = workplace.sync().run(BUDGET, SyncEngine.Trigger.NOW);
  }
}
