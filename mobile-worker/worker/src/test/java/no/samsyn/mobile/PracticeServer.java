package no.samsyn.mobile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import no.samsyn.testkit.QuickTempDirs;

/**
 * The reference server as people run it, in a process of its own: started once for all tests, since
 * each Android of Robolectric has classes, and so statics, of its own.
 */
public final class PracticeServer {
  private static final String ADDRESS = "samsyn.test.server";
  private static final String READY = "ready ";

  private PracticeServer() {}

  public static synchronized String address() throws IOException {
    var known = System.getProperty(ADDRESS);
    if (known == null) {
      known = start();
      System.setProperty(ADDRESS, known);
    }
    return known;
  }

  private static String start() throws IOException {
    var jar = Path.of(System.getProperty("samsyn.root"), "target", "samsyn.jar").normalize();
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString(),
                "server",
                "--practice",
                "--port",
                "0",
                "--data",
                QuickTempDirs.create().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return line.substring(READY.length()).trim();
      }
    }
    throw new IOException("the server ended before it was ready: " + jar);
  }
}
