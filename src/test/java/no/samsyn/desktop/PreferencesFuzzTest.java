package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Whatever stands in the file of settings, the console starts, and keeps what is set then. */
class PreferencesFuzzTest {
  private static final Path FILE = file();

  private static Path file() {
    try {
      var folder = Files.createTempDirectory("samsyn-preferences");
      folder.toFile().deleteOnExit();
      return folder.resolve("console.properties");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @FuzzTest(maxDuration = "3m")
  void aFileIsReadWholeOrCountsAsEmptyAndKeepsWhatIsSet(byte[] data) throws IOException {
    Files.write(FILE, data);
    var read = new PreferencesFile(FILE).get("theme");
    assertThat(read.isPresent() && !isReadable()).as("half of a file that is broken").isFalse();
    var preferences = new PreferencesFile(FILE);
    preferences.set("language", "");
    preferences.set("language", "nb");

    var again = new PreferencesFile(FILE);

    assertThat(again.get("language")).contains("nb");
    assertThat(again.get("theme")).isEqualTo(read);
    Files.deleteIfExists(FILE);
  }

  private static boolean isReadable() {
    try (var reader = Files.newBufferedReader(FILE)) {
      new Properties().load(reader);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
