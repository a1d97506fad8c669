package no.samsyn.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes named parts into one ZIP file, one after the other, in constant memory. The same parts
 * give the same bytes with the same deflate library. Not thread-safe.
 */
final class PartsWriter implements AutoCloseable {
  private final OutputStream out;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final byte[] packed = new byte[65_536];
  private final List<ZipLayout.Part> parts = new ArrayList<>();
  private final CRC32 crc = new CRC32();
  private final MessageDigest digest = Digests.sha256();
  private String name = "";
  private long offset;
  private long start;

  PartsWriter(OutputStream out) {
    this.out = out;
  }

  void begin(String part) throws IOException {
    name = part;
    start = offset;
    deflater.reset();
    crc.reset();
    digest.reset();
    put(ZipLayout.header(part));
  }

  void write(byte[] bytes) throws IOException {
    crc.update(bytes, 0, bytes.length);
    digest.update(bytes);
    deflater.setInput(bytes);
    while (!deflater.needsInput()) {
      drain();
    }
    if (deflater.getBytesRead() > ZipLayout.BYTES_MAX || offset > ZipLayout.BYTES_MAX) {
      throw new IOException("an export beyond 4 GiB; ask for a shorter period");
    }
  }

  /** Ends the part and returns its length and SHA-256. */
  Manifest.PartDigest end() throws IOException {
    deflater.finish();
    while (!deflater.finished()) {
      drain();
    }
    var part =
        new ZipLayout.Part(
            name, start, (int) crc.getValue(), deflater.getBytesWritten(), deflater.getBytesRead());
    put(ZipLayout.descriptor(part));
    parts.add(part);
    return new Manifest.PartDigest(part.bytes(), Bytes32.owning(digest.digest()));
  }

  /** Writes the directory. A file without it is no ZIP file. */
  void finish() throws IOException {
    put(ZipLayout.directory(parts, offset));
    out.flush();
  }

  private void drain() throws IOException {
    var length = deflater.deflate(packed);
    out.write(packed, 0, length);
    offset += length;
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    offset += bytes.length;
  }

  @Override
  public void close() {
    deflater.end(); // its memory lies outside of the heap
  }
}
