package no.samsyn.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.android.apksig.ApkVerifier;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import no.samsyn.mobile.BackgroundSyncWorker;
import org.jf.dexlib2.Opcodes;
import org.jf.dexlib2.dexbacked.DexBackedDexFile;
import org.junit.jupiter.api.Test;

/** The APK in the eyes of programs that had no part in making it, but for aapt2's own view. */
class ApkTest {
  private static final Path APK = Path.of("target/samsyn-example.apk");
  private static final Path AAPT2 = Path.of("target/aapt2/prebuilt/linux/aapt2");
  private static final long DEX_MAX = 1_500_000; // without data binding it is 1.3 million

  /** The library's two and WorkManager's. */
  private static final List<String> PERMISSIONS =
      List.of(
          "android.permission.INTERNET",
          "android.permission.ACCESS_NETWORK_STATE",
          "android.permission.WAKE_LOCK",
          "android.permission.RECEIVE_BOOT_COMPLETED",
          "android.permission.FOREGROUND_SERVICE",
          "no.samsyn.example.DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION");

  /** Android 8 knows the second scheme, Android 9 the third. */
  @Test
  void itsSignatureHolds() throws Exception {
    var result =
        new ApkVerifier.Builder(APK.toFile()).setMinCheckedPlatformVersion(26).build().verify();
    assertThat(result.getErrors()).isEmpty();
    assertThat(result.isVerified()).isTrue();
    assertThat(result.isVerifiedUsingV2Scheme()).isTrue();
    assertThat(result.isVerifiedUsingV3Scheme()).isTrue();
  }

  /** All of it: the example is small, and keeps the whole of the library's API. */
  @Test
  void libraryEngineAndAllThatTheyStandOnAreLessThanOneAndAHalfMegabytesOfDex() throws Exception {
    var sizes = new TreeMap<String, Long>();
    try (var zip = new ZipFile(APK.toFile())) {
      zip.stream()
          .filter(entry -> entry.getName().endsWith(".dex"))
          .forEach(entry -> sizes.put(entry.getName(), entry.getSize()));
    }
    System.out.println("dex " + sizes + ", APK " + APK.toFile().length());
    assertThat(sizes.keySet()).containsExactly("classes.dex");
    assertThat(sizes.get("classes.dex")).isBetween(400_000L, DEX_MAX);
  }

  @Test
  void theClassesThatAndroidMakesByNameHaveTheirNames() throws Exception {
    var names = classes();
    assertThat(names)
        .contains(
            BackgroundSyncWorker.class.getName(),
            ExampleApp.class.getName(),
            HomeActivity.class.getName(),
            "androidx.work.impl.background.systemjob.SystemJobService",
            "androidx.work.impl.WorkDatabase_Impl",
            "androidx.startup.InitializationProvider",
            "net.zetetic.database.sqlcipher.SQLiteConnection")
        .as("shrunk")
        .hasSizeLessThan(6_000);
    assertThat(names).as("renamed").noneMatch(name -> name.equals("no.samsyn.store.SqlStore"));
  }

  private static Set<String> classes() throws IOException {
    try (var zip = new ZipFile(APK.toFile());
        var in = zip.getInputStream(zip.getEntry("classes.dex"))) {
      var bytes = new BufferedInputStream(new ByteArrayInputStream(in.readAllBytes()));
      return DexBackedDexFile.fromInputStream(Opcodes.forApi(29), bytes).getClasses().stream()
          .map(each -> each.getType().substring(1, each.getType().length() - 1).replace('/', '.'))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void whatTheClassesReadIsInIt() throws IOException {
    try (var zip = new ZipFile(APK.toFile())) {
      assertThat(zip.stream().map(entry -> entry.getName()))
          .contains(
              "AndroidManifest.xml",
              "resources.arsc",
              "db/client/V001__first.sql",
              "no/samsyn/example/words_nb.properties",
              "lib/arm64-v8a/libsqlcipher.so",
              "lib/armeabi-v7a/libsqlcipher.so",
              "lib/x86_64/libsqlcipher.so");
    }
  }

  @Test
  void itAsksForLittleAndKeepsNoBackup() throws Exception {
    var badging = aapt2("dump", "badging", APK.toString());
    assertThat(badging)
        .contains("package: name='no.samsyn.example'")
        .contains("launchable-activity: name='no.samsyn.example.HomeActivity'")
        .containsPattern("(?m)^(sdkVersion|minSdkVersion):'26'")
        .contains("targetSdkVersion:'35'");
    assertThat(badging.lines().filter(line -> line.startsWith("uses-permission")))
        .allMatch(line -> PERMISSIONS.stream().anyMatch(line::contains));
    var manifest = aapt2("dump", "xmltree", "--file", "AndroidManifest.xml", APK.toString());
    assertThat(manifest).containsPattern("allowBackup\\(0x[0-9a-f]+\\)=false");
  }

  private static String aapt2(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(AAPT2.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }
}
