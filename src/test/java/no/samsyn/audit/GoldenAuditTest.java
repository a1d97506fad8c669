package no.samsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What is stored for good stays as it is: the canonical bytes, the heads of the chain, and exports
 * that somebody keeps. Written anew with {@code -Dgolden.update=true}, which is a decision: every
 * export made so far stops verifying.
 */
class GoldenAuditTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""), "src/test/resources/audit");
  private static final TestTrail TRAIL = TestTrail.of(20);

  @Test
  void theCanonicalBytesAndTheChainNeverChange() throws IOException {
    var text = new StringBuilder();
    for (var i = 0; i < 20; i++) {
      var entry = TRAIL.entries.get(i).entry();
      text.append(new String(entry.link().canonical(), StandardCharsets.UTF_8)).append('\n');
      text.append(new String(entry.particulars().canonical(), StandardCharsets.UTF_8)).append('\n');
      text.append(TRAIL.heads.get(i + 1).hash().hex()).append('\n');
    }
    same("chain.txt", text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theEntriesOfAnExportNeverChange() throws IOException {
    var filter = AuditFilter.ALL.with(AuditFilter.By.ENTITY, "activity");
    for (var profile : Profile.values()) {
      var entries = Forger.parts(TRAIL.export(profile, filter)).get(BundleWriter.ENTRIES);
      same("entries-" + profile.code() + ".jsonl", entries);
    }
  }

  @Test
  void anExportOfTheFirstDayStillVerifies() throws IOException {
    for (var profile : Profile.values()) {
      var file = FOLDER.resolve(profile.code() + ".samsyn-audit.zip");
      if (isUpdate()) {
        Files.write(file, TRAIL.export(profile, AuditFilter.ALL));
      }
      var pins = Pins.NONE.andHeads(TRAIL.heads.get(20));
      assertThat(TestTrail.verify(Files.readAllBytes(file), pins))
          .isInstanceOf(BundleVerdict.Verified.class);
    }
  }

  private static void same(String name, byte[] now) throws IOException {
    var file = FOLDER.resolve(name);
    if (isUpdate()) {
      Files.createDirectories(FOLDER);
      Files.write(file, now);
    }
    assertThat(new String(now, StandardCharsets.UTF_8)).isEqualTo(Files.readString(file));
  }

  private static boolean isUpdate() {
    return Boolean.getBoolean("golden.update");
  }
}
