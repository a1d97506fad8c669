package no.samsyn.audit;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the parts that a {@link PartsWriter} wrote, and refuses every file that it could not have
 * written: another order, other names, anything before, between or behind.
 *
 * <p>Constant memory, and work in proportion to what was asked for: whoever reads a part says how
 * long it may be, so that a small file cannot unpack without end. Not thread-safe.
 */
final class PartsReader implements AutoCloseable {
  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final byte[] packed = new byte[16_384];
  private int from;
  private int to;
  private final List<ZipLayout.Part> parts = new ArrayList<>();
  private final CRC32 crc = new CRC32();
  private final MessageDigest digest = Digests.sha256();
  private String name = "";
  private long max;
  private long offset;
  private long start;

  PartsReader(InputStream in) {
    this.in = in;
  }

  void begin(String part, long bytesMax) throws IOException {
    name = part;
    max = bytesMax;
    start = offset;
    inflater.reset();
    crc.reset();
    digest.reset();
    expect(ZipLayout.header(part), "it does not go on with " + part);
  }

  /** Returns how many bytes it put into {@code buffer}, or -1 at the end of the part. */
  int read(byte[] buffer) throws IOException {
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          var length = filled(); // moves from
          inflater.setInput(packed, from, length);
        }
        if (inflater.needsDictionary()) {
          throw new UnreadableBundle(name + " is packed in another way");
        }
        var before = inflater.getRemaining();
        var unpacked = inflater.inflate(buffer);
        consumed(before - inflater.getRemaining());
        if (inflater.getBytesWritten() > max) {
          throw new UnreadableBundle(name + " is longer than " + max + " bytes");
        }
        if (unpacked > 0) {
          crc.update(buffer, 0, unpacked);
          digest.update(buffer, 0, unpacked);
          return unpacked;
        }
      }
      return -1;
    } catch (DataFormatException e) {
      throw new UnreadableBundle(name + " cannot be unpacked");
    }
  }

  /** Checks what stands behind a part that was read to its end. */
  Manifest.PartDigest end() throws IOException {
    var part =
        new ZipLayout.Part(
            name, start, (int) crc.getValue(), inflater.getBytesRead(), inflater.getBytesWritten());
    expect(ZipLayout.descriptor(part), name + " is damaged");
    parts.add(part);
    return new Manifest.PartDigest(part.bytes(), Bytes32.owning(digest.digest()));
  }

  /** Checks that the directory follows, and then nothing. */
  void finish() throws IOException {
    expect(ZipLayout.directory(parts, offset), "its directory tells something else");
    if (from < to || in.read() >= 0) {
      throw new UnreadableBundle("something follows behind its end");
    }
  }

  private void expect(byte[] expected, String otherwise) throws IOException {
    for (var b : expected) {
      filled();
      if (packed[from] != b) {
        throw new UnreadableBundle(otherwise);
      }
      consumed(1);
    }
  }

  private void consumed(int bytes) {
    from += bytes;
    offset += bytes;
  }

  private int filled() throws IOException {
    while (from == to) {
      from = 0;
      to = Math.max(0, in.read(packed));
      if (to == 0) {
        throw new UnreadableBundle("it ends too early");
      }
    }
    return to - from;
  }

  @Override
  public void close() {
    inflater.end(); // its memory lies outside of the heap
  }
}
