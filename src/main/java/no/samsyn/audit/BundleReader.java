package no.samsyn.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;

/**
 * Takes an export apart, in the order of the file, and trusts nothing in it: every length is
 * bounded before it is read. Used by {@link BundleVerifier} alone, so that nobody reads what was
 * not verified. Not thread-safe.
 */
final class BundleReader implements AutoCloseable {
  /** Twice what one entry may hold of values, for all the rest: salts, commitments, escapes. */
  static final int LINE_MAX = 2 * Sealing.BYTES_MAX;

  private static final int CHECKPOINTS_MAX = (int) Json.DOCUMENT_MAX; // it is one document

  private static final int MANIFEST_MAX = 65_536;
  private static final byte LINE_END = '\n';
  private static final Set<String> SIGNED = Set.of("manifest", "signature");

  /** A manifest with the signature over it, not yet checked. */
  record SignedManifest(Manifest manifest, String signature) {}

  private final PartsReader parts;
  private final byte[] buffer = new byte[65_536];
  private int from;
  private int to;
  private int lineMax;

  BundleReader(InputStream in) {
    this.parts = new PartsReader(in);
  }

  /** Returns the content of the first part; call {@link #endPart} next. */
  Checkpoints checkpoints() throws IOException {
    begin(BundleWriter.CHECKPOINTS, CHECKPOINTS_MAX, CHECKPOINTS_MAX);
    try {
      return Checkpoints.of(onlyLine(BundleWriter.CHECKPOINTS));
    } catch (BadJson e) {
      throw new UnreadableBundle(BundleWriter.CHECKPOINTS + ": " + e.getMessage());
    }
  }

  BundleHeader header() throws IOException {
    begin(BundleWriter.ENTRIES, ZipLayout.BYTES_MAX, LINE_MAX);
    var line = nextLine();
    if (line.isPresent()) {
      try {
        return BundleHeader.of(CanonicalJson.read(line.get()));
      } catch (BadJson e) {
        throw new UnreadableBundle(BundleWriter.ENTRIES + ": " + e.getMessage());
      }
    }
    throw new UnreadableBundle(BundleWriter.ENTRIES + " is empty");
  }

  /** Returns the last part, after which nothing may follow. */
  SignedManifest manifest() throws IOException {
    begin(BundleWriter.MANIFEST, MANIFEST_MAX, MANIFEST_MAX);
    try {
      var members = Members.of(CanonicalJson.read(onlyLine(BundleWriter.MANIFEST)), SIGNED);
      var signed =
          new SignedManifest(
              Manifest.of(members.value("manifest")),
              Bytes32.hex(members.hex("signature", SignedCheckpoint.SIGNATURE_MAX)));
      endPart();
      parts.finish();
      return signed;
    } catch (BadJson e) {
      throw new UnreadableBundle(BundleWriter.MANIFEST + ": " + e.getMessage());
    }
  }

  private void begin(String part, long bytesMax, int longestLine) throws IOException {
    lineMax = longestLine;
    parts.begin(part, bytesMax);
    from = 0;
    to = 0;
  }

  Manifest.PartDigest endPart() throws IOException {
    return parts.end();
  }

  private byte[] onlyLine(String part) throws IOException {
    var line = nextLine();
    if (line.isPresent() && !nextLine().isPresent()) {
      return line.get();
    }
    throw new UnreadableBundle(part + " has not one line");
  }

  /** Returns the next line without its line feed, or nothing at the end of the part. */
  Optional<byte[]> nextLine() throws IOException {
    var line = new ByteArrayOutputStream(0);
    while (true) {
      if (from == to && !fill()) {
        if (line.size() > 0) {
          throw new UnreadableBundle("its last line has no end");
        }
        return Optional.empty();
      }
      var end = from;
      while (end < to && buffer[end] != LINE_END) {
        end++;
      }
      if (line.size() + (end - from) > lineMax) {
        throw new UnreadableBundle("a line is longer than " + lineMax + " bytes");
      }
      if (end < to && line.size() == 0) {
        return Optional.of(taken(end));
      }
      line.write(buffer, from, end - from);
      from = end;
      if (end < to) {
        from++;
        return Optional.of(line.toByteArray());
      }
    }
  }

  private byte[] taken(int end) {
    var line = Arrays.copyOfRange(buffer, from, end);
    from = end + 1;
    return line;
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, parts.read(buffer));
    return to > 0;
  }

  @Override
  public void close() {
    parts.close();
  }
}
