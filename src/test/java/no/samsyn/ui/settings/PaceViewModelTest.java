package no.samsyn.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import no.samsyn.sync.Backoff;
import no.samsyn.sync.Pace;
import no.samsyn.ui.TestDesk;
import no.samsyn.ui.settings.PaceViewModel.Part;
import org.junit.jupiter.api.Test;

class PaceViewModelTest {
  private final TestDesk desk = new TestDesk();
  private final PaceViewModel model = new PaceViewModel(desk.session());

  @Test
  void aChoiceIsStoredAndThePlanIsAskedAgain() {
    model.refresh();
    model.choose(Part.PERIOD, Duration.ofMinutes(5));
    model.chooseFailures(5);
    assertThat(desk.sync().pace().period()).isEqualTo(Duration.ofMinutes(5));
    assertThat(desk.sync().pace().breaker().failures()).isEqualTo(5);
    assertThat(desk.replanned).isEqualTo(2);
    assertThat(desk.said).containsOnly("Gjelder fra og med neste runde.");
    model.reset();
    assertThat(desk.sync().pace()).isEqualTo(Pace.DEFAULT);
  }

  @Test
  void everyUsualChoiceCanBeTakenInEveryOrder() {
    for (var part : Part.values()) {
      for (var other : Part.values()) {
        for (var wanted : model.choices(part)) {
          for (var then : model.choices(other)) {
            model.choose(part, wanted);
            model.choose(other, then);
            assertThat(model.chosen(other)).isEqualTo(then);
          }
        }
      }
    }
    assertThat(desk.warned).isEmpty();
  }

  @Test
  void whatWasSetByACommandIsOfferedToo() {
    desk.sync()
        .setPace(
            new Pace(
                Duration.ofMinutes(7),
                new Backoff(Duration.ofMillis(1_500), Duration.ofSeconds(40)),
                Pace.DEFAULT.perRecord(),
                new Pace.Breaker(Pace.DEFAULT.breaker().openFor(), 4)));
    model.refresh();
    assertThat(model.choices(Part.PERIOD)).contains(Duration.ofMinutes(7)).isSorted();
    assertThat(model.failureChoices()).contains(4).isSorted();
    assertThat(model.words(model.chosen(Part.PERIOD))).isEqualTo("7 min");
    assertThat(model.words(model.chosen(Part.IN_RUN_FIRST))).isEqualTo("1,5 s");
    assertThat(model.words(Duration.ofSeconds(90))).isEqualTo("90 s");
    assertThat(model.words(Duration.ofHours(1))).isEqualTo("1 t");
  }
}
