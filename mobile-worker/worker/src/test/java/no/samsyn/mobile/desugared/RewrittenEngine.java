package no.samsyn.mobile.desugared;

import com.android.tools.r8.ClassFileResourceProvider;
import com.android.tools.r8.D8;
import com.android.tools.r8.D8Command;
import com.android.tools.r8.JdkClassFileProvider;
import com.android.tools.r8.OutputMode;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
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
import org.slf4j.Logger;

/** Rewrites the engine and the trip as Android's build does, and runs what comes out. */
final class RewrittenEngine {
  /** What the trip finds, whatever was done to the classes. */
  static final Map<String, String> FOUND =
      Map.of(
          "is a record", "false",
          "what the other device shows", "37 minutes",
          "two versions", "in-review",
          "decision", "done",
          "after the decision", "75 minutes",
          "state after it", "synced",
          "left", "0 and 0",
          "audit of Ola's device", "verified",
          "audit of Kari's device", "verified");

  private static final int ANDROID_8 = 26;

  private RewrittenEngine() {}

  /** Returns the jar of engine and trip for Android 8, as class files. */
  static Path desugar(Path directory) throws Exception {
    var out = directory.resolve("rewritten.jar");
    D8.run(
        D8Command.builder()
            .setMinApiLevel(ANDROID_8)
            .addLibraryResourceProvider(jdk())
            .addClasspathFiles(libraries())
            .addProgramFiles(of(SyncEngine.class), of(TestDevice.class), trip(directory))
            .setOutput(out, OutputMode.ClassFile)
            .build());
    return out;
  }

  /** The trip in a jar of its own. */
  private static Path trip(Path directory) throws Exception {
    var jar = directory.resolve("trip.jar");
    var name = DesugaredTrip.class.getName().replace('.', '/') + ".class";
    try (var out = new ZipOutputStream(Files.newOutputStream(jar));
        var in = DesugaredTrip.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new ZipEntry(name));
      out.write(in.readAllBytes());
    }
    return jar;
  }

  /** Java's own classes. Given as a mere folder, they would not be found, and D8 would not say. */
  static ClassFileResourceProvider jdk() throws Exception {
    return JdkClassFileProvider.fromJdkHome(Path.of(System.getProperty("java.home")));
  }

  /** What the engine stands on; nothing of Android is among it. */
  static List<Path> libraries() throws Exception {
    return List.of(
        of(JsonProperty.class),
        of(JsonFactory.class),
        of(Logger.class),
        of(okio.Buffer.class),
        of(kotlin.Unit.class),
        Path.of(System.getProperty("samsyn.okhttp")));
  }

  private static Path of(Class<?> type) throws Exception {
    URI where = type.getProtectionDomain().getCodeSource().getLocation().toURI();
    return Path.of(where);
  }

  /** Returns what the trip of {@code jars}, and of nothing else, found at the real server. */
  static Object trip(List<Path> jars) throws Exception {
    var urls = new ArrayList<URL>();
    for (var jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    var parent = ClassLoader.getPlatformClassLoader();
    try (var loader = new URLClassLoader(urls.toArray(new URL[0]), parent)) {
      var trip = loader.loadClass(DesugaredTrip.class.getName());
      if (trip == DesugaredTrip.class) {
        throw new AssertionError("this is the trip as it was compiled");
      }
      return trip.getMethod("run", String.class).invoke(null, PracticeServer.address());
    }
  }
}
