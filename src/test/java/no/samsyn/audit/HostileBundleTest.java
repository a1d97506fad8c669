package no.samsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** M11: whatever is put before the verifier, it answers, in bounded memory and time. */
class HostileBundleTest {
  private static final TestTrail TRAIL = TestTrail.of(20);
  private static final byte[] BUNDLE = TRAIL.export(Profile.FULL, AuditFilter.ALL);

  @Test
  void everyByteOfTheFileCounts() {
    var random = new Random(11);
    var trail = TestTrail.of(2);
    trail.checkpoint(TestTrail.SIGNER);
    var bundle = trail.export(Profile.FULL, AuditFilter.ALL);
    for (var at = 0; at < bundle.length; at++) {
      var changed = bundle.clone();
      changed[at] ^= (byte) (1 + random.nextInt(255));
      if (TestTrail.verify(changed, Pins.NONE) instanceof BundleVerdict.Verified) {
        // Deflate has several ways to say one thing; then it must be the same thing.
        var same = Forger.parts(changed);
        Forger.parts(bundle)
            .forEach((name, part) -> assertThat(same.get(name)).as(name).isEqualTo(part));
      }
    }
  }

  @Test
  void garbageIsAnsweredAndNeverThrows() {
    var random = new Random(12);
    var parts = Forger.parts(BUNDLE);
    for (var i = 0; i < 900; i++) {
      var bytes = BUNDLE.clone();
      if (i % 3 == 0) {
        bytes = new byte[random.nextInt(500)];
        random.nextBytes(bytes);
      } else if (i % 3 == 1) {
        scramble(bytes, random);
      } else {
        var changed = new LinkedHashMap<>(parts);
        var name = changed.keySet().toArray(String[]::new)[random.nextInt(3)];
        var part = changed.get(name).clone();
        scramble(part, random);
        changed.put(name, part);
        bytes = Forger.zip(changed);
      }
      var verdict = TestTrail.verify(bytes, Pins.NONE);
      assertThat(verdict).isNotInstanceOf(BundleVerdict.Verified.class);
    }
  }

  private static void scramble(byte[] bytes, Random random) {
    for (var j = 0; j <= random.nextInt(4); j++) {
      var from = random.nextInt(bytes.length);
      var length = Math.min(random.nextInt(40), bytes.length - from);
      var to = random.nextInt(bytes.length - length + 1);
      System.arraycopy(bytes, from, bytes, to, length);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      bytes[random.nextInt(bytes.length)] = "{}[]\",:\\0\n".getBytes(StandardCharsets.US_ASCII)[j];
    }
    bytes[random.nextInt(bytes.length)] ^= 1;
  }

  /** Goes on for ever with what a part may hold; the verifier must stop by itself. */
  @Test
  void aBombIsLeftAtItsFirstLine() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var writer = new PartsWriter(out)) {
      writer.begin(BundleWriter.CHECKPOINTS);
      writer.write(Forger.parts(BUNDLE).get(BundleWriter.CHECKPOINTS));
      writer.end();
      writer.begin(BundleWriter.ENTRIES);
      writer.write(Forger.lines(BUNDLE).get(0));
      writer.write(new byte[] {'\n'});
      for (var i = 0; i < 300; i++) {
        writer.write(new byte[100_000]);
      }
      writer.end();
      writer.finish();
    }
    assertThat(TestTrail.verify(out.toByteArray(), Pins.NONE))
        .isEqualTo(
            new BundleVerdict.Unreadable(
                "a line is longer than " + BundleReader.LINE_MAX + " bytes"));
  }

  @Test
  void emptyLinesDeepLinesAndDoubledNamesAreWrongEntries() {
    var lines = Forger.lines(BUNDLE);
    var first = new String(lines.get(1), StandardCharsets.UTF_8);
    for (var bad :
        new String[] {
          "",
          " ",
          "{}",
          "[]",
          "null",
          "[".repeat(100_000),
          "{\"entry\":".repeat(70) + "1" + "}".repeat(70),
          first.replaceFirst("\\{", "{\"entry\":{},"),
          first + " ",
          " " + first,
          first.replace("\"i\":1,", "\"i\":1.0,"),
          first.replace("\"v\":1", "\"v\":2"),
          first.replace("\"open\":", "\"names\":")
        }) {
      lines.set(1, bad.getBytes(StandardCharsets.UTF_8));
      assertThat(TestTrail.verify(Forger.withLines(BUNDLE, lines), Pins.NONE))
          .isInstanceOfSatisfying(
              BundleVerdict.Bad.class, verdict -> assertThat(verdict.index()).isEqualTo(1));
    }
  }

  @Test
  void anotherZipThanOursIsUnreadable() throws IOException {
    var parts = Forger.parts(BUNDLE);
    var names = parts.keySet().toArray(String[]::new);
    unreadable(otherZip(parts, names));
    var swapped = new LinkedHashMap<String, byte[]>();
    swapped.put(names[1], parts.get(names[1]));
    swapped.put(names[0], parts.get(names[0]));
    swapped.put(names[2], parts.get(names[2]));
    unreadable(Forger.zip(swapped));
    var more = new LinkedHashMap<>(parts);
    more.put("../evil", new byte[3]);
    unreadable(Forger.zip(more));
    more.remove("../evil");
    more.remove(names[2]);
    unreadable(Forger.zip(more));
    unreadable(twice(parts, names));
  }

  private static byte[] twice(Map<String, byte[]> parts, String... names) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var writer = new PartsWriter(out)) {
      for (var name : new String[] {names[0], names[1], names[1], names[2]}) {
        writer.begin(name);
        writer.write(parts.get(name));
        writer.end();
      }
      writer.finish();
    }
    return out.toByteArray();
  }

  private static byte[] otherZip(Map<String, byte[]> parts, String... names) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(parts.get(name));
      }
    }
    return out.toByteArray();
  }

  private static void unreadable(byte[] bundle) {
    assertThat(TestTrail.verify(bundle, Pins.NONE)).isInstanceOf(BundleVerdict.Unreadable.class);
  }

  @Test
  void aStreamThatBreaksIsUnreadable() {
    var half = new ByteArrayInputStream(BUNDLE, 0, BUNDLE.length / 2);
    var breaking =
        new FilterInputStream(half) {
          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            var read = super.read(into, from, length);
            if (read < 0) {
              throw new IOException("a path that nobody should see");
            }
            return read;
          }
        };
    assertThat(new BundleVerifier(Pins.NONE).verify(breaking))
        .isEqualTo(new BundleVerdict.Unreadable("reading it failed (IOException)"));
  }

  @Test
  void otherProgramsCanUnpackIt() {
    assertThat(Forger.parts(BUNDLE).keySet())
        .containsExactly("checkpoints.json", "entries.jsonl", "manifest.json");
  }
}
