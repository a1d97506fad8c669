package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.StoreFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening, refusing, running out. */
final class DatabaseTest {
  @TempDir Path directory;

  @Test
  void whatWasAppliedIsThereAfterANewStart() {
    TestDevice.Snapshot held;
    Caller ola;
    try (var database = Database.inDirectory(directory)) {
      var org = new TestOrganisation(database);
      org.ola.push(org.ola.create("activity", org.ola.key(), org.activity(org.ola))).allApplied();
      held = org.ola.snapshot();
      ola = org.ola.caller();
    }
    try (var database = Database.inDirectory(directory)) {
      var time = new ManualTime();
      var core = ServerCore.over(database, time, new SeededChance(8));
      var again = new TestDevice(core, time, ola, "");
      assertThat(again.snapshot().records()).isEqualTo(held.records());
      assertThat(again.pull(held.cursor()).records()).isEmpty();
    }
    assertThat(held.records()).hasSize(3);
  }

  @Test
  void aDatabaseFromANewerProgramIsRefusedInWords() {
    try (var database = Database.inDirectory(directory)) {
      database.write(tx -> tx.update("insert into migration (version, name) values (99, 'later')"));
    }
    assertThatThrownBy(() -> Database.inDirectory(directory)).hasMessageContaining("newer Samsyn");
  }

  @Test
  void whoFindsNoConnectionIsToldToComeBack() {
    try (var database = Database.inMemory(UUID.randomUUID().toString())) {
      assertThatThrownBy(() -> takeAll(database))
          .isInstanceOfSatisfying(
              StoreFailure.class, e -> assertThat(e.kind()).isEqualTo(StoreFailure.Kind.BUSY));
    }
  }

  private static int takeAll(Database database) {
    return database.read(tx -> takeAll(database));
  }

  @Test
  void aPracticeServerAnswersThisMachineOnly() {
    var options =
        new ServerOptions(directory, "0.0.0.0", 0, true, "", ServerOptions.Oversight.USUAL);
    assertThatThrownBy(() -> SamsynServer.start(options, new ManualTime(), new SeededChance(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("this machine only");
  }

  @Test
  void aFailureNeverQuotesAValue() {
    try (var database = Database.inMemory(UUID.randomUUID().toString())) {
      assertThatThrownBy(
              () -> database.write(tx -> tx.update("insert into organisation values ('Kanari')")))
          .isInstanceOf(StoreFailure.class)
          .hasMessageNotContaining("Kanari")
          .rootCause()
          .hasMessageNotContaining("Kanari");
    }
  }
}
