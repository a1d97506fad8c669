package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplaces.Where;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

class AddressOfServerTest {
  private final TestDevice device = TestDevice.ofOla(1);

  private AddressOfServer address(String typed) {
    return new AddressOfServer(device.store, new Where(Path.of("data"), typed, "", ""));
  }

  private void belongsTo(String server) {
    device.run(
        tx -> {
          new DeviceFacts(tx.facts()).setServer(server);
          return true;
        });
  }

  @Test
  void anotherPortOfTheSameHostHoldsAtOnceAndAfterAStart() {
    belongsTo("https://samsyn.example.org");
    var address = address("");
    address.move(" https://samsyn.example.org:8443 ");
    assertThat(address.required()).startsWith("https://samsyn.example.org:8443");
    assertThat(address("").required()).isEqualTo(address.required());
  }

  @Test
  void anotherHostIsRefusedAndNothingHasChanged() {
    belongsTo("https://samsyn.example.org");
    var address = address("");
    assertThatThrownBy(() -> address.move("https://elsewhere.example.org"))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("belongs to the server");
    assertThat(address.required()).isEqualTo("https://samsyn.example.org");
  }

  @Test
  void whatIsNoAddressIsRefused() {
    belongsTo("https://samsyn.example.org");
    var address = address("");
    assertThatThrownBy(() -> address.move("samsyn.example.org")).isInstanceOf(Trouble.class);
    assertThatThrownBy(() -> address.move("http://samsyn.example.org")).isInstanceOf(Trouble.class);
    assertThat(address.current()).isEqualTo("https://samsyn.example.org");
  }
}
