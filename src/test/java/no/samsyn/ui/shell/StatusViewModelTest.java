package no.samsyn.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.common.Tone;
import org.junit.jupiter.api.Test;

class StatusViewModelTest {
  private final TestDesk desk = new TestDesk();

  @Test
  void whatIsNotSentIsSaidInTheLanguageOfTheScreen() {
    desk.device.addActivity(60);
    var status = new StatusViewModel(desk.session(Language.NYNORSK));
    status.refresh();
    assertThat(status.getNotSent()).isEqualTo("Ikkje sendt: 1");
    assertThat(status.getLastInSync()).isEqualTo("Sist i takt: aldri");
  }

  @Test
  void withoutASignInItNeverSaysThatEverythingIsSent() {
    var status = new StatusViewModel(desk.session());
    status.refresh();
    assertThat(status.getState()).isEqualTo("Logg inn igjen");
    assertThat(status.getTone()).isEqualTo(Tone.ALERT);
  }

  @Test
  void syncNowAsksTheSchedule() {
    new StatusViewModel(desk.session()).syncNow();
    assertThat(desk.now).isEqualTo(1);
  }

  @Test
  void aPauseIsSaidAndCanBeEndedWhichAsksForARun() {
    var status = new StatusViewModel(desk.session(Language.ENGLISH));
    status.refresh();
    assertThat(status.getPauseAction()).isEqualTo("Pause syncing");
    status.togglePause();
    assertThat(status.pausedProperty().get()).isTrue();
    assertThat(status.getPauseAction()).isEqualTo("Resume syncing");
    assertThat(desk.sync().isPaused()).isTrue();
    assertThat(desk.now).isZero();
    status.togglePause();
    assertThat(desk.sync().isPaused()).isFalse();
    assertThat(desk.now).isEqualTo(1);
  }

  @Test
  void thePaletteFindsByEveryWordTyped() {
    var palette = new PaletteViewModel();
    palette.offer(
        List.of(
            new PaletteViewModel.Command("Gå til Utboks", "", () -> {}),
            new PaletteViewModel.Command("Gå til Utlegg", "", () -> {})));
    palette.typedProperty().set("utb gå");
    assertThat(palette.found()).extracting(Object::toString).containsExactly("Gå til Utboks");
  }
}
