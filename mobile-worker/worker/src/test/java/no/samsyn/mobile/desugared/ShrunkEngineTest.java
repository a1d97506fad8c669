package no.samsyn.mobile.desugared;

import static org.assertj.core.api.Assertions.assertThat;

import com.android.tools.r8.OutputMode;
import com.android.tools.r8.R8;
import com.android.tools.r8.R8Command;
import com.android.tools.r8.origin.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine with all that it stands on, rewritten for API 26, then shrunk and renamed by R8 with
 * the rules that the AAR brings, and run against the real server. In the profile "apk" alone.
 */
class ShrunkEngineTest {
  private static final Path RULES = Path.of("src/main/aar/proguard.txt");

  /** Beside the AAR's rules: where the trip begins, and what a plain JVM lacks on purpose. */
  private static final List<String> ENTRY =
      List.of(
          "-keep public class " + DesugaredTrip.class.getName() + " {",
          "  public static java.util.Map run(java.lang.String);",
          "}",
          "-dontwarn okhttp3.internal.platform.**",
          "-dontwarn org.conscrypt.**",
          "-dontwarn org.bouncycastle.**",
          "-dontwarn org.openjsse.**",
          "-dontwarn android.**",
          "-dontwarn org.jspecify.annotations.**",
          "-dontwarn org.jetbrains.annotations.**",
          "-dontwarn org.intellij.lang.annotations.**",
          "-dontwarn org.codehaus.mojo.animal_sniffer.**",
          "-dontwarn javax.annotation.**",
          "-dontwarn dalvik.**",
          // Named by the tests' device, which is no part of the engine.
          "-dontwarn org.junit.**",
          "-dontwarn org.h2.**");

  @TempDir Path directory;

  @Test
  void theShrunkEnginePushesPullsDecidesAndVerifies() throws Exception {
    var whole = RewrittenEngine.desugar(directory);
    var shrunk = directory.resolve("shrunk.jar");
    R8.run(
        R8Command.builder()
            .addLibraryResourceProvider(RewrittenEngine.jdk())
            .addProgramFiles(RewrittenEngine.libraries())
            .addProgramFiles(whole)
            .addProguardConfigurationFiles(RULES)
            .addProguardConfiguration(ENTRY, Origin.unknown())
            .setOutput(shrunk, OutputMode.ClassFile)
            .build());
    var before = Files.size(whole);
    for (var library : RewrittenEngine.libraries()) {
      before += Files.size(library);
    }
    System.out.println("shrunk from " + before + " to " + Files.size(shrunk) + " bytes of jars");
    assertThat(Files.size(shrunk)).isLessThan(before / 2);
    assertThat(namesIn(shrunk)).as("renamed").doesNotContain("no/samsyn/sync/SyncEngine.class");
    assertThat(RewrittenEngine.trip(List.of(shrunk))).isEqualTo(RewrittenEngine.FOUND);
  }

  private static List<String> namesIn(Path jar) throws Exception {
    try (var zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(entry -> entry.getName()).toList();
    }
  }
}
