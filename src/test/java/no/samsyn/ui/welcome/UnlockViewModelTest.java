package no.samsyn.ui.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplaces.KeyNeed;
import no.samsyn.ui.TestDesk;
import org.junit.jupiter.api.Test;

class UnlockViewModelTest {
  private final TestDesk desk = new TestDesk();
  private final List<String> tried = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();

  private UnlockViewModel model(KeyNeed need) {
    return new UnlockViewModel(
        need,
        desk.session().words(),
        new UnlockViewModel.Attempt<>(new TestDesk.InPlace(), this::open, opened::add));
  }

  private String open(String passphrase) {
    tried.add(passphrase);
    if (passphrase.equals("blå bær og bringebær")) {
      return "store";
    }
    throw Trouble.failed("wrong-key", "not this one");
  }

  @Test
  void aNewPassphraseIsAskedForTwiceAndHasToBeLong() {
    var model = model(KeyNeed.NEW_PASSPHRASE);
    model.passphraseProperty().set("blåbær");
    assertThat(model.isComplete().get()).isFalse();
    model.againProperty().set("blåbær");
    model.unlock();
    assertThat(model.problemProperty().get()).contains("for kort").contains("10");
    model.passphraseProperty().set("blå bær og bringebær");
    model.unlock();
    assertThat(model.problemProperty().get()).contains("ikke like");
    assertThat(tried).isEmpty();
    model.againProperty().set("blå bær og bringebær");
    model.unlock();
    assertThat(opened).containsExactly("store");
    assertThat(model.passphraseProperty().get() + model.againProperty().get()).isEmpty();
  }

  @Test
  void aKnownOneIsAskedForOnceAndAWrongOneIsSaidToBeWrong() {
    var model = model(KeyNeed.PASSPHRASE);
    model.passphraseProperty().set("blåbær");
    model.unlock();
    assertThat(model.problemProperty().get()).contains("ikke passfrasen").contains("Ingenting");
    assertThat(opened).isEmpty();
    model.passphraseProperty().set("blå bær og bringebær");
    model.unlock();
    assertThat(opened).containsExactly("store");
    assertThat(model.problemProperty().get()).isEmpty();
  }
}
