package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.Profile;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.push.ReviewRule;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.store.AuditCheckpoints;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Database;
import no.samsyn.server.trail.AuditKeys;
import no.samsyn.server.trail.ExportHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that signs the trail: made once, outside of the database, and never changed silently. */
final class AuditKeysTest {
  @TempDir Path directory;
  private final ManualTime time = new ManualTime();
  private Database database;
  private Path file;

  @BeforeEach
  void open() {
    database = Database.inMemory(UUID.randomUUID().toString());
    ServerCore.begin(database, new SeededChance(1));
    file = directory.resolve("audit-key.pem");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theFirstStartMakesAKeyForItsOwnAccountAndTheTrailSaysSo() throws IOException {
    var first = keep();
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(keep().key()).isEqualTo(first.key());
    assertThat(database.read(AuditCheckpoints::keys)).containsExactly(first.key());
    assertThat(actions()).containsExactly("key-changed");
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void noSecretOfTheKeyIsInTheDatabase() throws Exception {
    keep();
    var stored =
        database.read(
            tx -> tx.list("select public_key || id from audit_key", row -> row.getString(1)));
    var text = Files.readString(file);
    var secret =
        (ECPrivateKey)
            KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(part(text, "PRIVATE KEY")));
    var open = HexFormat.of().formatHex(part(text, "PUBLIC KEY"));
    assertThat(stored.toString()).contains(open).doesNotContain(secret.getS().toString(16));
  }

  private static byte[] part(String pem, String name) {
    var begin = "-----BEGIN " + name + "-----";
    var from = pem.indexOf(begin) + begin.length();
    return Base64.getMimeDecoder().decode(pem.substring(from, pem.indexOf("-----END", from)));
  }

  @Test
  void aMissingKeyIsSaidInWordsAndNotReplaced() throws IOException {
    var id = keep().key().id();
    Files.delete(file);
    assertThatThrownBy(this::keep)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing")
        .hasMessageContaining(id.substring(0, 8))
        .hasMessageContaining("--new-audit-key");
    assertThat(file).doesNotExist();
    assertThat(actions()).hasSize(1);
  }

  @Test
  void anotherKeyIsSaidInWordsAndNotUsed() throws IOException {
    keep();
    try (var other = Database.inMemory(UUID.randomUUID().toString())) {
      Files.delete(file);
      new AuditKeys(other, file, "operator").open(AuditKeys.Wish.KEEP, time.now(), chance());
    }
    assertThatThrownBy(this::keep)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not the one that signed last");
    Files.writeString(file, "rubbish");
    assertThatThrownBy(this::keep).hasMessageContaining("cannot be read");
  }

  @Test
  void aNewKeyIsTakenWhenTheOperatorSaysSoAndTheTrailTells() throws IOException {
    var first = keep();
    var second = keys().open(AuditKeys.Wish.NEW, time.now().plusSeconds(1), chance());
    assertThat(second.key()).isNotEqualTo(first.key());
    assertThat(keep().key()).isEqualTo(second.key());
    assertThat(database.read(AuditCheckpoints::keys)).containsExactly(first.key(), second.key());
    assertThat(actions()).containsExactly("key-changed", "key-changed");
    assertThat(directory.toFile().list()).as("the old one is kept").hasSize(2);
    Files.delete(file);
    keys().open(AuditKeys.Wish.NEW, time.now().plusSeconds(2), chance());
    assertThat(actions()).hasSize(3);
  }

  @Test
  void aServerWhoseKeyIsMissingGoesOnWithTheRecordsAndExportsNothing() throws IOException {
    var elsewhere = Optional.of(directory.resolve("elsewhere.pem"));
    var options =
        ServerOptions.inDirectory(directory.resolve("srv"), 0)
            .with(new ServerOptions.Oversight(elsewhere, AuditKeys.Wish.KEEP, ReviewRule.TRUST));
    SamsynServer.start(options, time, chance()).close();
    SamsynServer.start(options, time, chance()).close();
    Files.delete(elsewhere.get());
    try (var server = SamsynServer.start(options, time, chance())) {
      assertThat(server.core().seqOf(ServerCore.ORGANISATION)).isNotNegative();
      var admin = Caller.administrator(ServerCore.ORGANISATION, "admin");
      var asked =
          new ExportHandler.Request(Profile.CONTROL, AuditFilter.ALL, "", ZoneOffset.UTC, 0);
      assertThatThrownBy(() -> server.core().export().prepare(admin, asked))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("no key");
    }
    assertThat(elsewhere.get()).doesNotExist();
    var renewed =
        options.with(new ServerOptions.Oversight(elsewhere, AuditKeys.Wish.NEW, ReviewRule.TRUST));
    SamsynServer.start(renewed, time, chance()).close();
  }

  private CheckpointSigner keep() throws IOException {
    return keys().open(AuditKeys.Wish.KEEP, time.now(), chance());
  }

  private AuditKeys keys() {
    return new AuditKeys(database, file, "operator");
  }

  private static SeededChance chance() {
    return new SeededChance(4);
  }

  private List<String> actions() {
    return database.read(tx -> AuditTable.links(tx, ServerCore.ORGANISATION, 0, 100)).stream()
        .map(link -> link.action())
        .toList();
  }
}
