package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import no.samsyn.audit.HashChain;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.erasure.Erasing;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Organisations;
import no.samsyn.testkit.Canary;
import no.samsyn.wire.RecordJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No byte of what was erased is left in the server's directory, whenever it is killed. */
final class ErasedFilesTest {
  private static final String FILE = "samsyn-server.mv.db";

  @TempDir Path directory;
  @TempDir Path elsewhere;
  private final ManualTime time = new ManualTime();
  private ServerData data;
  private RecordJson contact;
  private long records;

  @BeforeEach
  void plant() throws IOException {
    data = new ServerData(directory, "");
    try (var database = open()) {
      var org = new TestOrganisation(database);
      var fields =
          Fields.of("peer_mentor", Value.text(org.ola.mentorKey()))
              .with("display_name", Canary.of("name"))
              .with("note", Canary.of("note") + "æøå");
      contact = org.ola.push(org.ola.create("contact", org.ola.key(), fields)).only().record();
      for (var i = 0; i < 30; i++) {
        var update = org.ola.update(contact, "note", Value.text(Canary.of("note") + i));
        contact = org.ola.push(update).only().record();
      }
      var stale = org.ola.create("contact", contact.key(), fields.with("phone", Canary.of("p")));
      assertThat(org.ola.push(stale).only().status()).isEqualTo("conflict");
      records = org.count("select count(*) from record");
    }
    Files.copy(directory.resolve(FILE), elsewhere.resolve(FILE));
    Canary.assertSomewhere(directory);
  }

  @Test
  void nothingIsLeftOnceTheFilesAreWrittenAnew() throws IOException {
    var database = open();
    erase(database);
    database = data.rewritten(database);
    check(database);
    database.close();
    Canary.assertNowhere(directory);
    assertThat(data.erasures().isDue()).isFalse();
  }

  @Test
  void anErasureThatWasKilledBeforeTheFilesWereWrittenIsFinishedAtTheNextStart()
      throws IOException {
    try (var database = open()) {
      erase(database);
    }
    Canary.assertSomewhere(directory); // H2 keeps old chunks: this is what the rewriting is for
    Files.writeString(directory.resolve("samsyn-server-new.mv.db"), Canary.of("half a copy"));
    try (var database = open()) {
      check(database);
    }
    Canary.assertNowhere(directory);
  }

  @Test
  void aRestoredBackupIsErasedAgainBeforeAnybodyIsAnswered() throws IOException {
    var database = open();
    erase(database);
    data.rewritten(database).close();
    Files.copy(
        elsewhere.resolve(FILE), directory.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    Canary.assertSomewhere(directory);
    try (var server =
        SamsynServer.start(ServerOptions.inDirectory(directory, 0), time, new SeededChance(5))) {
      assertThat(server.core().seqOf(TestOrganisation.ORG)).isPositive();
    }
    try (var again = open()) {
      check(again);
    }
    Canary.assertNowhere(directory);
  }

  private Database open() throws IOException {
    return data.open("operator", time, new SeededChance(time.now().getEpochSecond()));
  }

  private void erase(Database database) {
    time.pass(java.time.Duration.ofSeconds(1));
    var erasing =
        new Erasing(
            database,
            ServerCore.ORGANISATION,
            "operator",
            data.erasures(),
            time,
            new SeededChance(9));
    assertThat(erasing.erase(contact.key(), "asked for it").records()).isEqualTo(1);
  }

  private void check(Database database) {
    var counted = database.read(tx -> tx.one("select count(*) from record", row -> row.getLong(1)));
    assertThat(counted).contains(records);
    var chain = HashChain.beginning(TestOrganisation.ORG);
    database
        .read(tx -> AuditTable.links(tx, TestOrganisation.ORG, 0, 10_000))
        .forEach(chain::append);
    var counters = database.read(tx -> Organisations.require(tx, TestOrganisation.ORG));
    assertThat(chain.head().hash()).isEqualTo(counters.auditHash());
    assertThat(counters.auditCount()).isGreaterThan(30);
    var body =
        database.read(
            tx ->
                tx.one(
                    "select body from record where record_key = ?",
                    row -> row.getString(1),
                    contact.key()));
    assertThat(body).contains("erased");
  }
}
