package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import no.samsyn.json.Json;
import no.samsyn.model.Authorship;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordHistory;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * One story, told twice with one seed: offline, killed while sending, an outage with a lost answer,
 * a conflict with a coordinator who changes in the mentor's name, and one activity that both told.
 * The server ends with the same rows and the same history of each, no row more, whether the mentor
 * sits at a desk with H2 or has a phone with SQLite.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = TestApp.class)
public class SameStoryTest {
  private static final long SEED = 20_261_130;
  private static final int ACTIVITIES = 8;

  private final PhoneRig rig = new PhoneRig();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @After
  public void end() throws Exception {
    for (var each : opened) {
      each.close();
    }
    rig.close();
  }

  @Test
  public void theServerCannotTellTheDeskFromThePhone() throws Exception {
    var desks = openNetwork();
    var desk = new DeskMentor(desks.address(), PhoneRig.newDirectory(), 1).signIn();
    var fromDesk = new Story(desks, desk, "2022").tell();
    var phones = openNetwork();
    var phone = new PhoneMentor(rig, phones.address(), PhoneRig.newDirectory()).signIn();
    var fromPhone = new Story(phones, phone, "2023").tell();

    assertThat(fromPhone).isEqualTo(fromDesk);
    assertThat(fromDesk).filteredOn(row -> row.startsWith("activity")).hasSize(ACTIVITIES + 3 + 2);
    assertThat(fromDesk).filteredOn(row -> row.contains(" is gone ")).hasSize(3);
    assertThat(fromDesk).filteredOn(row -> row.startsWith("review")).hasSize(2);
    assertThat(fromDesk).filteredOn(row -> row.startsWith("rows of the year")).hasSize(1);
    assertThat(String.join("\n", fromDesk))
        .contains(
            "for mentor", "duplicate resolved duplicate kari", "two_versions resolved merged kari");
  }

  private BadNetwork openNetwork() throws Exception {
    var network = new BadNetwork(PracticeServer.address());
    opened.add(network);
    return network;
  }

  private final class Story {
    private final BadNetwork network;
    private final Random random = new Random(SEED);
    private final List<String> keys = new ArrayList<>();
    private final String year;
    private StoryMentor mentor;
    private long lastMinutes;
    private String proxy = "";

    Story(BadNetwork network, StoryMentor mentor, String year) {
      this.network = network;
      this.mentor = mentor;
      this.year = year;
      opened.add(0, mentor);
    }

    List<String> tell() throws Exception {
      mentor.sync();
      offline();
      killedWhileSending();
      outage();
      var kari = new Coordinator(network.address());
      opened.add(0, kari);
      conflict(kari);
      toldTwice(kari);
      return rows(kari);
    }

    /** Each on a day of its own, so that none looks like another. */
    private void add() {
      var at = keys.size();
      var date = String.format(Locale.ROOT, "%s-03-%02d", year, 1 + 2 * at);
      lastMinutes = 20L + random.nextInt(200);
      keys.add(mentor.add(date, lastMinutes, "place " + random.nextInt(1_000)));
    }

    private void offline() throws Exception {
      network.goDown(true);
      for (var at = 0; at < ACTIVITIES; at++) {
        add();
      }
      mentor.change(keys.get(1), "minutes", 20L + random.nextInt(200));
      mentor.change(keys.get(1), "place", "place " + random.nextInt(1_000));
      mentor.change(keys.get(random.nextInt(2) + 2), "place", "moved");
      mentor.delete(keys.get(4));
      mentor.sync();
      assertThat(mentor.unsent()).isPositive();
      network.goDown(false);
    }

    /** The server has it all, and the device's next process does not know. */
    private void killedWhileSending() throws Exception {
      network.closeGate();
      var killed = mentor;
      var run = CompletableFuture.runAsync(killed::sync);
      assertThat(network.awaitPush()).isTrue();
      var left = copyOf(killed.files());
      network.openGate();
      run.get(60, TimeUnit.SECONDS);
      mentor = killed.startedAgainOn(left);
      opened.add(0, mentor);
      assertThat(mentor.unsent()).isPositive();
      mentor.change(keys.get(5), "minutes", 20L + random.nextInt(200));
      mentor.sync();
      assertThat(mentor.unsent()).isZero();
    }

    private void outage() throws Exception {
      network.goDown(true);
      for (var at = 0; at < 3; at++) {
        add();
      }
      mentor.change(keys.get(6), "place", "place " + random.nextInt(1_000));
      mentor.delete(keys.get(7));
      mentor.sync();
      mentor.sync();
      network.goDown(false);
      network.loseAnswers(1);
      mentor.sync();
      mentor.sync();
      assertThat(network.answersLost()).isEqualTo(1);
      assertThat(mentor.unsent()).isZero();
    }

    private void conflict(Coordinator kari) {
      var key = keys.get(0);
      kari.change("activity", key, minutes(90));
      kari.sync();
      mentor.change(key, "minutes", 75L);
      mentor.sync();
      kari.sync();
      kari.decide(key, minutes(80));
      kari.sync();
      mentor.sync();
    }

    /**
     * Both tell of the same hour, she in the mentor's name, before either has heard of the other.
     */
    private void toldTwice(Coordinator kari) {
      add();
      var of = kari.list("activity").stream().filter(row -> isOfTheStory(row.view())).findFirst();
      var fields = of.orElseThrow().view();
      var date = String.format(Locale.ROOT, "%s-03-%02d", year, 2 * keys.size() - 1);
      proxy =
          kari.tell(
              "activity",
              Fields.of("peer_mentor", fields.get("peer_mentor"))
                  .with("type", fields.get("type"))
                  .with("date", Value.text(date))
                  .with("minutes", Value.whole(lastMinutes)));
      kari.sync();
      mentor.sync();
      mentor.sync();
      kari.sync();
      kari.decideTwins(List.of(keys.get(keys.size() - 1), proxy), proxy);
      kari.sync();
      mentor.sync();
    }

    private boolean isOfTheStory(Fields activity) {
      return activity.text("date").startsWith(year);
    }

    private static Fields minutes(long number) {
      return Fields.of("minutes", Value.whole(number));
    }

    /** What the server has of the story, without what two tellings cannot share: ids and times. */
    private List<String> rows(Coordinator kari) throws Exception {
      var all = kari.list("activity");
      var rows = new ArrayList<String>();
      rows.add("rows of the year: " + all.stream().filter(row -> isOfTheStory(row.view())).count());
      keys.add(proxy);
      for (var key : keys) {
        var now =
            all.stream()
                .filter(row -> row.id().key().equals(key))
                .findFirst()
                .map(Story::text)
                .orElse("is gone");
        var past = new ArrayList<String>();
        kari.history("activity", key).forEach(step -> past.add(text(step)));
        rows.add(("activity " + now + " after " + past).replace(year + "-", "year-"));
      }
      for (var row : kari.list("review")) {
        if (keys.contains(row.view().text("record"))) {
          rows.add("review " + reviewed(row.view()));
        }
      }
      rows.subList(rows.size() - 2, rows.size()).sort(null);
      return rows;
    }

    private static String text(MirrorRow row) {
      return new TreeMap<>(FieldMap.map(row.view()))
          + " version "
          + row.version()
          + " by "
          + text(row.last());
    }

    private static String text(Authorship by) {
      return by.isByProxy() ? by.author() + " for mentor " + by.onBehalfOf() : by.author();
    }

    private static String text(RecordHistory.Step step) {
      return step.version()
          + " "
          + step.op().wireName()
          + " by "
          + text(step.by())
          + changed(step.changes());
    }

    private static String changed(FieldChanges changes) {
      var text = new StringBuilder();
      changes
          .byName()
          .forEach(
              (name, change) ->
                  text.append(" ")
                      .append(name)
                      .append(": ")
                      .append(text(change.before()))
                      .append(" to ")
                      .append(text(change.after())));
      return text.toString();
    }

    private static String text(Value value) {
      return value.isPresent() ? Json.write(value) : "nothing";
    }

    private static String reviewed(Fields review) {
      return String.join(
          " ",
          review.text("kind"),
          review.text("status"),
          review.text("outcome"),
          review.text("decided_by"),
          String.valueOf(FieldMap.map(review).get("contested")));
    }
  }

  private static Path copyOf(Path files) throws Exception {
    var copy = PhoneRig.newDirectory();
    try (var all = Files.list(files)) {
      for (var file : all.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }
}
