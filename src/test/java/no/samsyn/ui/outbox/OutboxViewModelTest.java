package no.samsyn.ui.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.common.Navigator;
import no.samsyn.ui.common.Screen;
import org.junit.jupiter.api.Test;

class OutboxViewModelTest implements Navigator {
  private final TestDesk desk = new TestDesk();
  private final OutboxViewModel model = new OutboxViewModel(desk.session(), this);
  private String opened = "";

  @Override
  public void show(Screen screen) {}

  @Override
  public void showRecords(String entity, List<String> filters) {}

  @Override
  public void showRecord(String entity, String key) {
    opened = entity + "/" + key;
  }

  @Test
  void whatWaitsIsSaidInWords() {
    desk.device.addActivity(60);
    model.refresh();
    assertThat(model.countProperty().get()).isEqualTo("1 endring");
    var line = model.lines().get(0);
    assertThat(line.what()).startsWith("Ny: Aktivitet ").doesNotContain("-");
    assertThat(line.state()).isEqualTo("Venter");
    assertThat(line.why()).isEqualTo("Sendes ved neste synk");
    assertThat(model.fields(line)).contains("Minutter");
  }

  @Test
  void nothingIsDiscardedWithoutAReason() {
    desk.device.addActivity(60);
    model.refresh();
    model.selectedProperty().set(model.lines().get(0));
    model.discard();
    assertThat(desk.device.queued()).hasSize(1);
    desk.reasons.add("registrert to ganger");
    model.discard();
    assertThat(desk.device.queued()).isEmpty();
    assertThat(desk.device.discarded()).hasSize(1);
    assertThat(desk.said).containsExactly("1 endring er forkastet.");
    assertThat(model.selectedProperty().get()).isNull();
  }

  @Test
  void aChangeLeadsToItsRecord() {
    var id = desk.device.addActivity(60);
    model.refresh();
    model.selectedProperty().set(model.lines().get(0));
    model.open();
    assertThat(opened).isEqualTo("activity/" + id.key());
  }
}
