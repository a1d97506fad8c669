package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.BundleVerdict;
import no.samsyn.audit.BundleVerifier;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.Pins;
import no.samsyn.audit.Profile;
import no.samsyn.audit.ShownEntry;
import no.samsyn.audit.TrailKey;
import no.samsyn.model.Mutation;
import no.samsyn.server.core.CoreRules;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.store.AuditCheckpoints;
import no.samsyn.server.store.Database;
import no.samsyn.server.trail.AuditHandler;
import no.samsyn.server.trail.ExportHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What leaves the trail flows: a page is read when the one before it is written. So memory does not
 * grow with the trail, and what is erased meanwhile is not told any more.
 */
final class TrailStreamTest {
  private static final int ENTRIES = 3_000;
  private static final int ERASED_AFTER = 1_000;

  private final Database database = Database.inMemory(UUID.randomUUID().toString());
  private TestOrganisation org;

  @BeforeEach
  void fill() {
    org = new TestOrganisation(database);
    for (var left = ENTRIES; left > 0; left -= 500) {
      var batch = new ArrayList<Mutation>();
      for (var i = 0; i < 500; i++) {
        batch.add(org.ola.create("activity", org.ola.key(), org.activity(org.ola)));
      }
      org.ola.push(batch.toArray(Mutation[]::new)).allApplied();
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsErasedWhileAnExportFlowsIsNotInItAndItVerifies() throws Exception {
    var out = new ErasingStream();
    var begin = System.nanoTime();
    signing().export().prepare(org.admin.caller(), everything()).write(out);
    tell("export", begin);
    var shown = new ArrayList<ShownEntry>();
    var verdict =
        new BundleVerifier(Pins.NONE)
            .verify(new ByteArrayInputStream(out.toByteArray()), shown::add);
    assertThat(verdict).isInstanceOf(BundleVerdict.Verified.class);
    assertThat(shown).hasSizeGreaterThan(ENTRIES);
    assertThat(shown)
        .allSatisfy(
            entry ->
                assertThat(entry.open().isEmpty())
                    .as("erased: %s", entry)
                    .isEqualTo(entry.entry().index() > ERASED_AFTER));
  }

  @Test
  void whatIsErasedWhileTheTrailIsReadIsNotToldAnyMore() throws IOException {
    var out = new ErasingStream();
    var begin = System.nanoTime();
    org.core.audit().audit(org.admin.caller(), AuditHandler.Request.all(), out);
    tell("reading", begin);
    var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSizeGreaterThan(ENTRIES);
    assertThat(lines.subList(0, ERASED_AFTER)).noneMatch(line -> line.contains("\"open\":{}"));
    assertThat(lines.subList(ERASED_AFTER, lines.size()))
        .allMatch(line -> line.contains("\"open\":{}"));
  }

  private ServerCore signing() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    var signer = new CheckpointSigner(pair.getPrivate(), TrailKey.of(pair.getPublic()));
    database.write(
        tx -> {
          AuditCheckpoints.insertKey(tx, signer.key(), org.time.now());
          return true;
        });
    var rules = CoreRules.PLAIN.with(signer);
    return ServerCore.over(database, org.time, new SeededChance(5), rules);
  }

  private static ExportHandler.Request everything() {
    return new ExportHandler.Request(Profile.FULL, AuditFilter.ALL, "test", ZoneOffset.UTC, 0);
  }

  private static void tell(String what, long begin) {
    var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    System.out.println(what + " " + ENTRIES + " entries: " + millis + " ms");
  }

  /** Erases most of the trail as soon as a part of it has come. */
  private final class ErasingStream extends ByteArrayOutputStream {
    private static final int ERASES_AT = 100_000; // bytes: far below a third of either form

    private boolean hasErased;

    @Override
    public synchronized void write(byte[] from, int offset, int length) {
      super.write(from, offset, length);
      if (!hasErased && size() > ERASES_AT) {
        hasErased = true;
        database.write(tx -> tx.update("delete from audit_open where n > ?", ERASED_AFTER));
      }
    }
  }
}
