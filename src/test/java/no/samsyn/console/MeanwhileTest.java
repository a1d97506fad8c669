package no.samsyn.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.samsyn.model.Authorship;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.ServerRecord;
import no.samsyn.model.Value;
import no.samsyn.sync.DeadLetter;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.SyncReport;
import no.samsyn.testkit.TestDevice;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.Navigator;
import no.samsyn.ui.common.Screen;
import no.samsyn.ui.shell.MeanwhileViewModel;
import org.junit.jupiter.api.Test;

class MeanwhileTest {
  private final TestDesk desk = new TestDesk();
  private final TestDevice device = desk.device;
  private final Meanwhile meanwhile = desk.meanwhile();

  private void ran(long accepted) {
    device.run(
        tx -> {
          tx.runs()
              .add(
                  new SyncReport(
                      device.time.now(),
                      Duration.ZERO,
                      new SyncReport.Counts(accepted, accepted, 0, 0, 0, 0),
                      0,
                      "schedule",
                      SyncReport.Stop.FINISHED,
                      ""));
          return true;
        });
  }

  private void decided(String key, String by) {
    device.run(
        tx -> {
          var fields =
              Fields.of("status", Value.text("resolved")).with("decided_by", Value.text(by));
          var last = new Authorship(by, "", "d9", device.time.now());
          tx.mirror()
              .put(
                  MirrorRow.ofServer(
                      new ServerRecord(
                          new RecordId("review", key),
                          "s-" + key,
                          2,
                          ServerRecord.Presence.PRESENT,
                          fields,
                          last)));
          return true;
        });
  }

  private void refused() {
    device.addContact("Anne");
    var entry = device.queued().get(device.queued().size() - 1);
    device.run(
        tx -> {
          tx.deadLetters()
              .add(
                  new DeadLetter(
                      entry.local(),
                      "",
                      DeadLetter.Reason.of(DeadLetter.Kind.REJECTED, "no"),
                      Fields.NONE,
                      0,
                      1,
                      Instant.EPOCH,
                      device.time.now()));
          return true;
        });
  }

  @Test
  void theFirstStartTellsNothingAndALaterOneTellsOnce() {
    ran(7);
    assertThat(meanwhile.take().isNone()).isTrue();
    device.time.advance(Duration.ofHours(9));
    ran(2);
    ran(1);
    decided("a", "per");
    decided("b", "ola"); // who sits here and knows it
    refused();
    assertThat(meanwhile.take()).isEqualTo(new Meanwhile.News(3, 1, 1));
    device.time.advance(Duration.ofSeconds(1));
    assertThat(meanwhile.take().isNone()).isTrue();
  }

  @Test
  void whatHappensWhileTheConsoleIsOpenIsSeenThen() {
    var unused = meanwhile.take();
    device.time.advance(Duration.ofHours(1));
    ran(2);
    meanwhile.seen();
    device.time.advance(Duration.ofHours(1));
    assertThat(meanwhile.take().isNone()).isTrue();
  }

  @Test
  void itIsSaidInWordsAfterTheFirstRunAndLeadsToWhatNeedsSomebody() {
    var unused = meanwhile.take();
    device.time.advance(Duration.ofHours(9));
    ran(2);
    decided("a", "per");
    refused();
    var shown = new Shown();
    var model = new MeanwhileViewModel(desk.session(Language.BOKMAAL), shown);
    model.ran();
    model.ran();
    assertThat(desk.said)
        .containsExactly(
            "Siden sist: 2 endringer ble sendt, andre avgjorde 1 sak, 1 endring trenger deg.");
    desk.offered.run();
    assertThat(shown.screen).isEqualTo(Screen.OUTBOX);
  }

  /** Where somebody was led. */
  private static final class Shown implements Navigator {
    private Screen screen = Screen.OVERVIEW;

    @Override
    public void show(Screen wanted) {
      screen = wanted;
    }

    @Override
    public void showRecords(String entity, List<String> filters) {}

    @Override
    public void showRecord(String entity, String key) {}
  }
}
