package no.samsyn.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import no.samsyn.model.Value;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20); // a Friday

  private final TestDevice device = TestDevice.ofOla(1);
  private final Outlook outlook = new Outlook(device.store);

  private void activityOn(String day) {
    device.edit(device.addActivity(60), "date", Value.text(day));
  }

  @Test
  void activitiesAreCountedInTheWeeksOfTheirDays() {
    activityOn("2026-11-16");
    activityOn("2026-11-15");
    activityOn("2026-11-09");
    var weeks = outlook.view(TODAY).weeks();
    assertThat(weeks).hasSize(Outlook.WEEKS);
    assertThat(weeks.get(Outlook.WEEKS - 1))
        .isEqualTo(new Outlook.Week(LocalDate.of(2026, 11, 16), 1));
    assertThat(weeks.get(Outlook.WEEKS - 2))
        .isEqualTo(new Outlook.Week(LocalDate.of(2026, 11, 9), 2));
  }

  @Test
  void whoeverWasNotHeardOfIsSilentTheLongestFirst() {
    activityOn("2026-10-01");
    var view = outlook.view(TODAY);
    assertThat(view.silentSince(TODAY.minusDays(30)))
        .extracting(Outlook.Mentor::name)
        .containsExactly("Nora", "Ola");
    assertThat(view.silentSince(TODAY.minusDays(60)))
        .extracting(Outlook.Mentor::name)
        .containsExactly("Nora");
    assertThat(view.mentors().get(1).last()).isEqualTo(Optional.of(LocalDate.of(2026, 10, 1)));
  }

  @Test
  void whatLiesInTheFutureIsNobodysSilence() {
    activityOn("2027-01-01");
    assertThat(outlook.view(TODAY).silentSince(TODAY.minusDays(30)))
        .extracting(Outlook.Mentor::name)
        .containsExactly("Nora");
  }
}
