package no.samsyn.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import no.samsyn.ui.TestDesk;
import org.junit.jupiter.api.Test;

class SettingsViewModelTest {
  private final TestDesk desk = new TestDesk();
  private final SettingsViewModel model =
      new SettingsViewModel(desk.session(), () -> 1L << 40, () -> {});

  @Test
  void anAddressIsTakenOnlyWhenItIsAnother() {
    model.refreshServer();
    assertThat(model.serverProperty().get()).isEqualTo("https://samsyn.example.org");
    assertThat(model.isServerChanged().get()).isFalse();
    model.serverProperty().set(" https://samsyn.example.org:8443 ");
    assertThat(model.isServerChanged().get()).isTrue();
    model.moveServer();
    assertThat(desk.server()).isEqualTo("https://samsyn.example.org:8443");
    assertThat(desk.now).isEqualTo(1);
    assertThat(model.isServerChanged().get()).isFalse();
  }

  /** Screens are told of every change, and read their figures again. */
  @Test
  void whatIsBeingTypedStaysWhenTheScreenIsRefreshed() {
    model.refreshServer();
    model.serverProperty().set("https://samsyn.exa");
    model.refreshServer();
    assertThat(model.serverProperty().get()).isEqualTo("https://samsyn.exa");
  }

  @Test
  void anotherServersAddressIsExplainedAndChangesNothing() {
    model.refreshServer();
    model.serverProperty().set("https://elsewhere.example.org");
    model.moveServer();
    assertThat(desk.server()).isEqualTo("https://samsyn.example.org");
    assertThat(desk.warned)
        .containsExactly("Lageret hører til en annen server. Velg en annen mappe.");
    assertThat(model.busyProperty().get()).isFalse();
  }
}
