package no.samsyn.mobile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import no.samsyn.sync.SyncEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an app gets: the library, the very engine, and nothing else. */
class AarTest {
  private static final Path ROOT = Path.of(System.getProperty("samsyn.root"));
  private static final String ENGINE = "libs/samsyn-engine.jar";

  private static Map<String, byte[]> aar;

  @BeforeAll
  static void open() throws IOException {
    aar = entries(Files.readAllBytes(Path.of(System.getProperty("samsyn.aar"))));
  }

  private static Map<String, byte[]> entries(byte[] zip) throws IOException {
    var entries = new TreeMap<String, byte[]>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  private static String text(String name) {
    return new String(aar.get(name), UTF_8);
  }

  @Test
  void itHoldsWhatGradleLooksForAndNothingElse() {
    assertThat(aar.keySet())
        .containsExactly(
            "AndroidManifest.xml",
            "META-INF/com/android/build/gradle/aar-metadata.properties",
            "R.txt",
            "classes.jar",
            ENGINE,
            "proguard.txt");
  }

  @Test
  void theEngineIsTheOneThatTheRootBuiltAndThatTheseTestsRun() throws Exception {
    var built = sha256(Files.readAllBytes(ROOT.resolve("target/samsyn-engine.jar")));
    var location = SyncEngine.class.getProtectionDomain().getCodeSource().getLocation();
    System.out.println("engine " + built + " from " + Path.of(location.toURI()).getFileName());
    assertThat(sha256(aar.get(ENGINE))).isEqualTo(built);
    assertThat(sha256(Files.readAllBytes(Path.of(location.toURI())))).isEqualTo(built);
  }

  private static String sha256(byte[] bytes) throws Exception {
    var hex = new StringBuilder();
    for (var part : MessageDigest.getInstance("SHA-256").digest(bytes)) {
      hex.append(Character.forDigit((part >> 4) & 15, 16))
          .append(Character.forDigit(part & 15, 16));
    }
    return hex.toString();
  }

  @Test
  void nothingOfTheConsoleOrTheServerTravelsAlong() throws IOException {
    assertThat(entries(aar.get(ENGINE)).keySet())
        .contains("no/samsyn/sync/SyncEngine.class", "db/client/V001__first.sql")
        .allMatch(
            name ->
                name.matches(
                    "META-INF/.*|db/client/.*|no/samsyn/(audit|json|model|net|peersupport|store"
                        + "|sync|wire)/.*"));
  }

  @Test
  void theLibrarysOwnClassesAreNobodyElses() throws IOException {
    assertThat(entries(aar.get("classes.jar")).keySet())
        .contains("no/samsyn/mobile/BackgroundSyncWorker.class")
        .allMatch(name -> name.matches("META-INF/MANIFEST.MF|no/samsyn/mobile/.*\\.class"));
  }

  @Test
  void theManifestAsksForTheNetworkAlone() {
    var manifest = text("AndroidManifest.xml");
    assertThat(
            Pattern.compile("uses-permission android:name=\"([^\"]+)\"")
                .matcher(manifest)
                .results())
        .extracting(hit -> hit.group(1))
        .containsExactly("android.permission.INTERNET", "android.permission.ACCESS_NETWORK_STATE");
    assertThat(manifest)
        .contains("package=\"no.samsyn.mobile\"")
        .contains("android:minSdkVersion=\"26\"")
        .contains("android:allowBackup=\"false\"")
        .contains("android:fullBackupContent=\"false\"")
        .doesNotContain("<service", "<receiver", "<provider", "<activity");
  }

  @Test
  void shrinkingKeepsTheWorkersName() {
    assertThat(text("proguard.txt"))
        .contains("-keep class " + BackgroundSyncWorker.class.getName())
        .contains("-keep class no.samsyn.wire.**");
    assertThat(text("META-INF/com/android/build/gradle/aar-metadata.properties"))
        .contains("minCompileSdk=35");
  }

  /** What both builds name has one version: the engine was tested with the root's. */
  @Test
  void versionsAreTheRoots() throws IOException {
    var roots = versions(ROOT.resolve("pom.xml"));
    var own = versions(ROOT.resolve("mobile-worker/pom.xml"));
    own.keySet().retainAll(roots.keySet());
    roots.keySet().retainAll(own.keySet());
    assertThat(own).isEqualTo(roots).hasSizeGreaterThan(10);
  }

  private static Map<String, String> versions(Path pom) throws IOException {
    var found = new TreeMap<String, String>();
    Pattern.compile("<([a-z0-9-]+\\.version)>([^<]+)</")
        .matcher(Files.readString(pom))
        .results()
        .forEach(hit -> found.put(hit.group(1), hit.group(2)));
    return found;
  }
}
