package no.samsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whatever file is put before the verifier, it answers, and says "verified" of the true one only.
 */
class BundleFuzzTest {
  private static final byte[] TRUE = read();

  private static byte[] read() {
    try {
      return Files.readAllBytes(Path.of("src/test/resources/audit/full.samsyn-audit.zip"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @FuzzTest(maxDuration = "3m")
  void aFileIsAnsweredAndNoForgeryIsVerified(byte[] data) {
    var verdict = new BundleVerifier(Pins.NONE).verify(new ByteArrayInputStream(data));
    assertThat(verdict).isNotNull();
    if (verdict instanceof BundleVerdict.Verified && !Forger.parts(data).isEmpty()) {
      // Zip has several ways to say one thing; then it must be the same thing.
      var parts = Forger.parts(data);
      Forger.parts(TRUE).forEach((name, part) -> assertThat(parts.get(name)).isEqualTo(part));
    }
  }
}
