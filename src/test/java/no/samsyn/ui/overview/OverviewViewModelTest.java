package no.samsyn.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import no.samsyn.sync.DeviceList;
import no.samsyn.testkit.TestDevice;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.common.Language;
import no.samsyn.ui.shell.ShellViewModel;
import org.junit.jupiter.api.Test;

class OverviewViewModelTest {
  private final TestDesk desk = new TestDesk();
  private final OverviewViewModel model =
      new OverviewViewModel(desk.session(Language.ENGLISH), new ShellViewModel());

  private void heard(String device, String mentor, Instant at, long unsent) {
    desk.devices.add(new DeviceList.Seen(device, "nora", mentor, at, unsent));
  }

  @Test
  void aSilentMentorsDevicesSayWhenTheySyncedAndWhatIsNotSent() {
    var now = desk.device.time.now();
    heard("old", TestDevice.NORA, now.minus(Duration.ofDays(40)), 2);
    heard("new", TestDevice.NORA, now.minus(Duration.ofDays(1)), 5);
    model.refresh();
    assertThat(model.silent())
        .filteredOn(silent -> silent.key().equals(TestDevice.NORA))
        .singleElement()
        .satisfies(
            silent -> {
              assertThat(silent.device()).contains("yesterday").contains("not sent: 7");
              assertThat(silent.toString()).contains(silent.device());
            });
    assertThat(model.silent())
        .filteredOn(silent -> silent.key().equals(TestDevice.OLA))
        .extracting(OverviewViewModel.Silent::device)
        .containsExactly("No device has synced yet");
  }

  @Test
  void theServerIsAskedOnceForEachGoodRunAndNotWithEveryCommit() {
    model.refresh();
    heard("new", TestDevice.NORA, desk.device.time.now(), 5);
    model.refresh();
    assertThat(model.silent())
        .extracting(OverviewViewModel.Silent::device)
        .containsOnly("No device has synced yet");
  }
}
