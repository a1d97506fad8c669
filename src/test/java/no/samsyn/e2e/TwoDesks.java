package no.samsyn.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import no.samsyn.json.Json;
import no.samsyn.model.Fields;
import no.samsyn.store.Sql;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.SyncReport;
import no.samsyn.testkit.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two desks in sync with a server of their own: a mentor's and a coordinator's. Real stores, real
 * network, the real server.
 */
abstract class TwoDesks {
  @TempDir Path directory;

  final ManualTime time = new ManualTime();
  TestServer server;
  Desk ola;
  Desk kari;

  abstract Sql open(Path deskDirectory);

  @BeforeEach
  void everybodyIsInSync() throws Exception {
    time.jumpTo(Instant.parse("2026-11-20T08:00:00Z"));
    server = new TestServer(folder("server"), time);
    ola = desk("a").signIn("ola");
    kari = desk("b").signIn("kari");
    var first = ola.sync();
    assertThat(first.stop()).as(first.toString()).isEqualTo(SyncReport.Stop.FINISHED);
    assertThat(kari.sync().stop()).isEqualTo(SyncReport.Stop.FINISHED);
  }

  @AfterEach
  void everythingIsClosed() {
    ola.close();
    kari.close();
    server.close();
  }

  final void sameOnBothDesks() {
    ola.sync();
    kari.sync();
    var mine = bodies(ola);
    assertThat(bodies(kari)).containsAll(mine);
  }

  /** Every record that the desk may see, as the server told it, one line each. */
  static List<String> bodies(Desk desk) {
    return desk.device().schemas.inOrderOfTravel().stream()
        .flatMap(entity -> desk.rows(entity).stream())
        .map(row -> row.id() + " v" + row.version() + " " + Json.write(serverSide(row)))
        .sorted()
        .toList();
  }

  private static Fields serverSide(MirrorRow row) {
    return row.serverFields();
  }

  final Desk desk(String name) {
    return new Desk(folder(name), this::open, server.address(), time);
  }

  final Path folder(String name) {
    var folder = directory.resolve(name);
    if (!folder.toFile().exists() && !folder.toFile().mkdirs()) {
      throw new AssertionError("cannot make " + folder);
    }
    return folder;
  }
}
