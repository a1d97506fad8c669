package no.samsyn.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.Account;
import no.samsyn.ui.TestDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyViewModelTest {
  private final TestDesk desk = new TestDesk();
  private PolicyViewModel model;

  @BeforeEach
  void theRulesAreRead() {
    model = new PolicyViewModel(desk.session());
    model.refresh();
    select(PeerSupport.ACTIVITY);
  }

  private void select(String entity) {
    model.rules().stream()
        .filter(row -> row.entity().equals(entity))
        .forEach(row -> model.selectedProperty().set(row));
  }

  private void sign(String role) {
    desk.device.signIn(new Account("admin", "Admin", role, "", List.of()));
    model.refresh();
  }

  @Test
  void everyKindOfRecordSaysItsRuleInASentence() {
    assertThat(model.rules()).hasSize(PeerSupport.schemas().all().size());
    assertThat(model.selectedProperty().get().words())
        .isEqualTo(
            "Når hvert felt er endret av bare én, gjelder begge endringene; ellers: når noe er"
                + " registrert på vegne av en annen, avgjør et menneske; ellers: den endringen"
                + " som sist når serveren, gjelder.");
    assertThat(model.wantedProperty().get().key())
        .isEqualTo("merge-fields,review-by-proxy,last-write-wins");
  }

  @Test
  void anAdministratorSetsARuleThatWaitsForTheServer() {
    sign("administrator");
    assertThat(model.maySetProperty().get()).isTrue();
    desk.answers.add(true);
    model.wantedProperty().set(model.offered().get(3));
    model.set();
    assertThat(desk.soon).isEqualTo(1);
    assertThat(model.selectedProperty().get().origin())
        .startsWith("Ikke sendt: Et menneske avgjør.");
    assertThat(model.wantedProperty().get().key()).isEqualTo("review");
  }

  @Test
  void nobodyElseMay() {
    sign("coordinator");
    assertThat(model.maySetProperty().get()).isFalse();
    desk.answers.add(true);
    model.wantedProperty().set(model.offered().get(3));
    model.set();
    assertThat(desk.warned).containsExactly("Bare administratorer kan gjøre dette.");
    assertThat(model.selectedProperty().get().origin()).isEqualTo("Den vanlige regelen");
  }

  @Test
  void aRuleIsTriedOnNothingWhereNothingHappened() {
    model.wantedProperty().set(model.offered().get(0));
    model.tryOut(90);
    assertThat(model.getSummary())
        .isEqualTo("Ingen konflikter å prøve på denne maskinen. Ingen ville gått annerledes.");
    assertThat(model.trials()).isEmpty();
  }
}
