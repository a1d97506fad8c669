package no.samsyn.mobile.desugared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine as Android's build rewrites it for API 26, run against the real server. Records are no
 * records any more then, which nothing else here would notice: Robolectric runs the classes as they
 * were compiled.
 */
class DesugaredEngineTest {
  @TempDir Path directory;

  @Test
  void theRewrittenEnginePushesPullsDecidesAndVerifies() throws Exception {
    var jars = new ArrayList<>(RewrittenEngine.libraries());
    jars.add(RewrittenEngine.desugar(directory));
    assertThat(RewrittenEngine.trip(jars)).isEqualTo(RewrittenEngine.FOUND);
  }
}
