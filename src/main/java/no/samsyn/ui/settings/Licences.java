package no.samsyn.ui.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What the program is made of and under which licences, as its package tells it. */
final class Licences {
  private static final String PLACE = "/licences.txt";

  private Licences() {}

  static String text() {
    try (var stream = Objects.requireNonNull(Licences.class.getResourceAsStream(PLACE), PLACE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own licences cannot be read", e);
    }
  }
}
