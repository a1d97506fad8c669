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
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.sync.MirrorRow;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * One story, told twice with one seed: offline, killed while sending, an outage with a lost answer,
 * a conflict with a coordinator. The server ends with the same rows, whether the mentor sits at a
 * desk with H2 or has a phone with SQLite.
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
    var fromDesk = new Story(desks, desk, "2023").tell();
    var phones = openNetwork();
    var phone = new PhoneMentor(rig, phones.address(), PhoneRig.newDirectory()).signIn();
    var fromPhone = new Story(phones, phone, "2024").tell();

    assertThat(fromPhone).isEqualTo(fromDesk);
    assertThat(fromDesk).hasSize(ACTIVITIES + 3 + 1);
    assertThat(fromDesk).filteredOn(row -> row.equals("gone")).hasSize(2);
    assertThat(fromDesk).filteredOn(row -> row.startsWith("review")).hasSize(1);
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
      return rows(kari);
    }

    /** Each on a day of its own, so that none looks like another. */
    private void add() {
      var at = keys.size();
      var date = String.format(Locale.ROOT, "%s-03-%02d", year, 1 + 2 * at);
      keys.add(mentor.add(date, 20 + random.nextInt(200), "place " + random.nextInt(1_000)));
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

    private static Fields minutes(long number) {
      return Fields.of("minutes", Value.whole(number));
    }

    /** What the server has of the story, without what two tellings cannot share: ids and times. */
    private List<String> rows(Coordinator kari) {
      var rows = new ArrayList<String>();
      for (var key : keys) {
        rows.add(
            kari.list("activity").stream()
                .filter(row -> row.id().key().equals(key))
                .findFirst()
                .map(row -> text(row).replace(year + "-", "year-"))
                .orElse("gone"));
      }
      for (var row : kari.list("review")) {
        if (keys.contains(row.view().text("record"))) {
          rows.add("review " + reviewed(row.view()));
        }
      }
      return rows;
    }

    private static String text(MirrorRow row) {
      return new TreeMap<>(FieldMap.map(row.view()))
          + " version "
          + row.version()
          + " by "
          + row.last().author();
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
