package no.samsyn.mobile.desugared;

import static org.assertj.core.api.Assertions.assertThat;

import com.android.tools.r8.D8;
import com.android.tools.r8.D8Command;
import com.android.tools.r8.OutputMode;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import no.samsyn.mobile.PracticeServer;
import no.samsyn.sync.SyncEngine;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/**
 * The engine as Android's build rewrites it for API 26, run against the real server. Records are no
 * records any more then, which nothing else here would notice: Robolectric runs the classes as they
 * were compiled.
 */
class DesugaredEngineTest {
  private static final int ANDROID_8 = 26;

  @TempDir Path directory;

  @Test
  void theRewrittenEnginePushesPullsDecidesAndVerifies() throws Exception {
    try (var loader = new URLClassLoader(urls(rewritten()), parent())) {
      var trip = loader.loadClass(DesugaredTrip.class.getName());
      assertThat(trip).isNotSameAs(DesugaredTrip.class);
      var found = trip.getMethod("run", String.class).invoke(null, PracticeServer.address());
      assertThat(found)
          .isEqualTo(
              Map.of(
                  "superclass of a record", "com.android.tools.r8.RecordTag",
                  "what the other device shows", "Whole[number=37]",
                  "two versions", "in-review",
                  "decision", "Done",
                  "after the decision", "Whole[number=75]",
                  "state after it", "synced",
                  "left", "0 and 0",
                  "audit of Ola's device", "verified",
                  "audit of Kari's device", "verified"));
    }
  }

  private static ClassLoader parent() {
    return ClassLoader.getPlatformClassLoader();
  }

  private Path rewritten() throws Exception {
    var out = directory.resolve("rewritten.jar");
    D8.run(
        D8Command.builder()
            .setMinApiLevel(ANDROID_8)
            .addLibraryFiles(Path.of(System.getProperty("java.home")))
            .addClasspathFiles(libraries())
            .addProgramFiles(of(SyncEngine.class), of(TestDevice.class), trip())
            .setOutput(out, OutputMode.ClassFile)
            .build());
    return out;
  }

  /** The trip in a jar of its own. */
  private Path trip() throws Exception {
    var jar = directory.resolve("trip.jar");
    var name = DesugaredTrip.class.getName().replace('.', '/') + ".class";
    try (var out = new ZipOutputStream(Files.newOutputStream(jar));
        var in = DesugaredTrip.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new ZipEntry(name));
      out.write(in.readAllBytes());
    }
    return jar;
  }

  /** What the engine stands on; nothing of Android is among it. */
  private static List<Path> libraries() throws Exception {
    return List.of(
        of(JsonProperty.class),
        of(JsonFactory.class),
        of(ObjectMapper.class),
        of(Logger.class),
        of(okio.Buffer.class),
        of(kotlin.Unit.class),
        Path.of(System.getProperty("samsyn.okhttp")));
  }

  private static Path of(Class<?> type) throws Exception {
    URI where = type.getProtectionDomain().getCodeSource().getLocation().toURI();
    return Path.of(where);
  }

  private static URL[] urls(Path rewritten) throws Exception {
    var all = new ArrayList<>(libraries());
    all.add(rewritten);
    var urls = new ArrayList<URL>();
    for (var path : all) {
      urls.add(path.toUri().toURL());
    }
    return urls.toArray(new URL[0]);
  }
}
