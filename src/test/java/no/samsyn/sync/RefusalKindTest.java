package no.samsyn.sync;

import static no.samsyn.sync.RefusalKind.After;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import no.samsyn.sync.SyncReport.Stop;
import no.samsyn.testkit.RefusingTransport;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;

/** The table of error classes, a row each: what the run does, and that no record pays for it. */
class RefusalKindTest {
  private static final Map<RefusalKind, Stop> ENDS_AS = new EnumMap<>(RefusalKind.class);

  static {
    ENDS_AS.put(RefusalKind.SIGN_IN_NEEDED, Stop.SIGN_IN_NEEDED);
    ENDS_AS.put(RefusalKind.FORBIDDEN, Stop.FORBIDDEN);
    ENDS_AS.put(RefusalKind.UPGRADE_NEEDED, Stop.UPGRADE_NEEDED);
    ENDS_AS.put(RefusalKind.BAD_REQUEST, Stop.ERROR);
    ENDS_AS.put(RefusalKind.TOO_LARGE, Stop.FINISHED); // the single item becomes a dead letter
    ENDS_AS.put(RefusalKind.RESET_NEEDED, Stop.SERVER_FAILING);
    ENDS_AS.put(RefusalKind.BUSY, Stop.SERVER_BUSY);
    ENDS_AS.put(RefusalKind.SERVER_FAILED, Stop.SERVER_FAILING);
    ENDS_AS.put(RefusalKind.BAD_ANSWER, Stop.SERVER_FAILING);
    ENDS_AS.put(RefusalKind.NOT_OUR_SERVER, Stop.OFFLINE);
  }

  @Test
  void everyKindEndsTheRunAsTheTableSays() {
    for (var kind : RefusalKind.values()) {
      var device = TestDevice.ofOla(1);
      device.addActivity(30);
      var transport = RefusingTransport.always(kind);

      var report =
          device.engine(transport).run(RunBudget.of(Duration.ofHours(1)), SyncEngine.Trigger.NOW);

      assertThat(report.stop()).as(kind.name()).isEqualTo(ENDS_AS.get(kind));
      assertThat(transport.calls()).as("calls for " + kind).isBetween(1, 30);
    }
  }

  @Test
  void noRefusalOfTheEnvelopeCostsARecordAnAttempt() {
    for (var kind : RefusalKind.values()) {
      if (kind.after() == After.HALVE) {
        continue; // one item that is too large by itself is the item's fault; tested below
      }
      var device = TestDevice.ofOla(1);
      device.addActivity(30);

      device
          .engine(RefusingTransport.always(kind))
          .run(RunBudget.of(Duration.ofHours(1)), SyncEngine.Trigger.NOW);

      assertThat(device.queued()).as(kind.name()).hasSize(1);
      assertThat(device.queued().get(0).delivery().attempts()).as(kind.name()).isZero();
      assertThat(device.queued().get(0).delivery().nextAttempt())
          .as(kind.name())
          .isBeforeOrEqualTo(device.time.now());
    }
  }

  @Test
  void anItemThatIsTooLargeByItselfBecomesADeadLetter() {
    var device = TestDevice.ofOla(1);
    device.addActivity(30);
    device.addActivity(45);

    device
        .engine(RefusingTransport.always(RefusalKind.TOO_LARGE))
        .run(RunBudget.of(Duration.ofHours(1)), SyncEngine.Trigger.NOW);

    assertThat(device.queued()).isEmpty();
    assertThat(device.letters())
        .hasSize(2)
        .allMatch(letter -> letter.reason().kind() == DeadLetter.Kind.TOO_LARGE);
  }

  @Test
  void anUnreachableServerEndsTheRunWithinItsRetries() {
    var device = TestDevice.ofOla(1);
    device.addActivity(30);
    var transport = RefusingTransport.throwing(new IOException("connection refused"));

    var report =
        device.engine(transport).run(RunBudget.of(Duration.ofHours(1)), SyncEngine.Trigger.NOW);

    assertThat(report.stop()).isEqualTo(Stop.OFFLINE);
    assertThat(transport.calls()).isEqualTo(1 + SyncSettings.DEFAULT.retriesPerRun());
    assertThat(device.queued()).hasSize(1);
  }
}
