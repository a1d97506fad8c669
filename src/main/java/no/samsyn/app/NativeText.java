package no.samsyn.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words and environment as they were typed. In the POSIX locale, as under cron or in a container,
 * the JVM takes every letter beyond ASCII for damage; Linux still has the bytes, and they are
 * UTF-8.
 */
final class NativeText {
  private static final String DAMAGE = "\uFFFD";
  private static final Path WORDS = Path.of("/proc/self/cmdline");
  private static final Path ENVIRONMENT = Path.of("/proc/self/environ");

  private NativeText() {}

  static String[] words(String[] args) {
    if (Arrays.stream(args).noneMatch(NativeText::isDamaged)) {
      return args;
    }
    var all = read(WORDS);
    return all.size() < args.length
        ? args
        : all.subList(all.size() - args.length, all.size()).toArray(new String[0]);
  }

  static Map<String, String> environment(Map<String, String> given) {
    if (given.values().stream().noneMatch(NativeText::isDamaged)) {
      return given;
    }
    var repaired = new HashMap<>(given);
    for (var variable : read(ENVIRONMENT)) {
      var at = variable.indexOf('=');
      if (at > 0) {
        repaired.put(variable.substring(0, at), variable.substring(at + 1));
      }
    }
    return repaired;
  }

  private static boolean isDamaged(String text) {
    return text.contains(DAMAGE);
  }

  private static List<String> read(Path file) {
    try {
      var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      var parts = text.split("\0", -1);
      return List.of(parts).subList(0, Math.max(0, parts.length - 1)); // a zero ends each
    } catch (IOException e) {
      return List.of(); // not Linux: the JVM's reading stands
    }
  }
}
