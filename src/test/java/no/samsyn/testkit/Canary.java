package no.samsyn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words that are planted where something personal stands, and looked for where nothing may be. */
public final class Canary {
  private static final String WORD = "kanarifugl";
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

  private Canary() {}

  /** Returns a word of its own for {@code place}, which no other text holds. */
  public static String of(String place) {
    return WORD + place.replace('_', 'x');
  }

  /** Returns every place whose word stands in {@code text}, in whatever letters. */
  public static boolean isIn(String text) {
    return text.toLowerCase(Locale.ROOT).contains(WORD);
  }

  /** Returns the files under {@code directory} that hold a planted word in any encoding. */
  public static Set<String> filesWith(Path directory, String word) throws IOException {
    var found = new LinkedHashSet<String>();
    try (var files = Files.walk(directory)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var bytes = Files.readAllBytes(file);
        for (var pattern : patterns(word)) {
          if (isIn(bytes, pattern)) {
            found.add(file.getFileName().toString());
          }
        }
      }
    }
    return found;
  }

  public static void assertNowhere(Path directory) throws IOException {
    assertThat(filesWith(directory, WORD)).as("files with erased content").isEmpty();
  }

  public static void assertSomewhere(Path directory) throws IOException {
    assertThat(filesWith(directory, WORD)).as("the scan must find what is there").isNotEmpty();
  }

  /** As written, in capitals, and as JSON might escape it. */
  private static List<byte[]> patterns(String word) {
    var patterns = new ArrayList<byte[]>();
    var escaped = new StringBuilder();
    word.chars().forEach(c -> escaped.append(String.format(Locale.ROOT, "\\u%04x", c)));
    for (var form : List.of(word, word.toUpperCase(Locale.ROOT), escaped.toString())) {
      CHARSETS.forEach(charset -> patterns.add(form.getBytes(charset)));
    }
    return patterns;
  }

  private static boolean isIn(byte[] bytes, byte[] pattern) {
    for (var at = 0; at <= bytes.length - pattern.length; at++) {
      var length = 0;
      while (length < pattern.length && bytes[at + length] == pattern[length]) {
        length++;
      }
      if (length == pattern.length) {
        return true;
      }
    }
    return false;
  }
}
