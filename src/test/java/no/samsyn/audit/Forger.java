package no.samsyn.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.model.Value;

/** Does to an export what an attacker without the key can do, as well as it can be done. */
final class Forger {
  private Forger() {}

  /** Returns the lines of the entries part, the header first, without their line feeds. */
  static List<byte[]> lines(byte[] bundle) {
    var entries = parts(bundle).getOrDefault(BundleWriter.ENTRIES, new byte[0]);
    var lines = new ArrayList<byte[]>();
    var from = 0;
    for (var i = 0; i < entries.length; i++) {
      if (entries[i] == '\n') {
        lines.add(Arrays.copyOfRange(entries, from, i));
        from = i + 1;
      }
    }
    return lines;
  }

  static Map<String, byte[]> parts(byte[] bundle) {
    try {
      return PlainVerifier.unzip(bundle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts other lines into an export and computes anew what needs no key. */
  static byte[] withLines(byte[] bundle, List<byte[]> lines) {
    var out = new ByteArrayOutputStream();
    lines.forEach(
        line -> {
          out.writeBytes(line);
          out.write('\n');
        });
    var parts = parts(bundle);
    parts.put(BundleWriter.ENTRIES, out.toByteArray());
    var signed = CanonicalJson.read(trimmed(parts.get(BundleWriter.MANIFEST)));
    var manifest = Manifest.of(signed.member("manifest"));
    var digests = new TreeMap<>(manifest.parts());
    digests.put(BundleWriter.ENTRIES, digest(out.toByteArray()));
    var header = BundleHeader.of(CanonicalJson.read(lines.get(0)));
    var forged = manifest(manifest, header, lines, digests);
    parts.put(
        BundleWriter.MANIFEST,
        ended(
            CanonicalJson.of(
                new Value.Structure(
                    Map.of(
                        "manifest", forged.toValue(), "signature", signed.member("signature"))))));
    return zip(parts);
  }

  private static Manifest manifest(
      Manifest old,
      BundleHeader header,
      List<byte[]> lines,
      Map<String, Manifest.PartDigest> digests) {
    var tally = new Tally();
    var chain = HashChain.from(header.before());
    for (var line : lines.subList(1, lines.size())) {
      try {
        var read = BundleLine.of(line, header.profile());
        chain.append(read.link());
        if (read instanceof BundleLine.Shown shown) {
          tally.shown(shown.shown());
        } else {
          tally.leftOut(false);
        }
      } catch (RuntimeException e) {
        break; // no hash to compute: the attacker leaves the rest as it is
      }
    }
    return new Manifest(header, chain.head(), tally.counts(), digests, old.made());
  }

  static byte[] zip(Map<String, byte[]> parts) {
    var out = new ByteArrayOutputStream();
    try (var writer = new PartsWriter(out)) {
      for (var part : parts.entrySet()) {
        writer.begin(part.getKey());
        writer.write(part.getValue());
        writer.end();
      }
      writer.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Manifest.PartDigest digest(byte[] bytes) {
    return new Manifest.PartDigest(bytes.length, Bytes32.of(Digests.sha256().digest(bytes)));
  }

  private static byte[] trimmed(byte[] line) {
    return Arrays.copyOf(line, line.length - 1);
  }

  private static byte[] ended(byte[] line) {
    var ended = Arrays.copyOf(line, line.length + 1);
    ended[line.length] = '\n';
    return ended;
  }
}
