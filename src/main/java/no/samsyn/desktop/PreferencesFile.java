package no.samsyn.desktop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import no.samsyn.console.Preferences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Preferences in a small file. One that cannot be read counts as empty. Thread-safe. */
public final class PreferencesFile implements Preferences {
  private static final Logger LOG = LoggerFactory.getLogger(PreferencesFile.class);

  private final Path file;
  private final Properties values = new Properties(); // guarded by this

  public PreferencesFile(Path file) {
    this.file = file;
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      values.load(reader);
    } catch (NoSuchFileException e) {
      LOG.debug("No preferences yet"); // first start
    } catch (IOException | IllegalArgumentException e) {
      values.clear(); // no half of it either
      LOG.warn("The preferences could not be read; the usual ones are taken", e);
    }
  }

  @Override
  public synchronized Optional<String> get(String name) {
    return Optional.ofNullable(values.getProperty(name));
  }

  @Override
  public synchronized void set(String name, String value) {
    var before = value.isEmpty() ? values.remove(name) : values.setProperty(name, value);
    if (!value.equals(before == null ? "" : before)) {
      write();
    }
  }

  /** Writes beside and moves into place: killed in between, the old file stands. */
  private void write() {
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        PrivateFiles.createDirectory(folder);
      }
      var beside = file.resolveSibling(file.getFileName() + ".new");
      try (var writer = Files.newBufferedWriter(beside, StandardCharsets.UTF_8)) {
        values.store(writer, null);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("The preferences could not be written; they hold until the program ends", e);
    }
  }
}
