package no.samsyn.audit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes of a ZIP file around its parts, in the one form that we write: deflated, lengths behind
 * the data, no time, no extra fields, no comment, below 4 GiB.
 *
 * <p>Any unzip program reads it. Our reader compares these bytes instead of interpreting them, so
 * that there is no second directory, no hidden part and no room for anything between or behind.
 */
final class ZipLayout {
  /** What the lengths of a part can say in four bytes. */
  static final long BYTES_MAX = 0xFFFF_FFFEL;

  private static final int LOCAL = 0x04034b50;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final short VERSION = 20; // deflate
  private static final short LENGTHS_BEHIND = 0x0008;
  private static final short DEFLATED = 8;
  private static final int NO_TIME = 0x0021_0000; // 1 January 1980, the first that there is

  /** A part as the directory tells it. */
  record Part(String name, long offset, int crc, long packed, long bytes) {}

  private ZipLayout() {}

  static byte[] header(String name) {
    var ascii = name.getBytes(StandardCharsets.US_ASCII);
    return buffer(30 + ascii.length)
        .putInt(LOCAL)
        .putShort(VERSION)
        .putShort(LENGTHS_BEHIND)
        .putShort(DEFLATED)
        .putInt(NO_TIME)
        .putInt(0)
        .putInt(0)
        .putInt(0)
        .putShort((short) ascii.length)
        .putShort((short) 0)
        .put(ascii)
        .array();
  }

  static byte[] descriptor(Part part) {
    return buffer(16)
        .putInt(DESCRIPTOR)
        .putInt(part.crc())
        .putInt((int) part.packed())
        .putInt((int) part.bytes())
        .array();
  }

  /** Returns everything behind the last part, which ends at {@code offset}. */
  static byte[] directory(List<Part> parts, long offset) {
    var length = 0;
    for (var part : parts) {
      length += 46 + part.name().length();
    }
    var bytes = new byte[length + 22];
    var out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (var part : parts) {
      putCentral(out, part);
    }
    out.putInt(END).putShort((short) 0).putShort((short) 0);
    out.putShort((short) parts.size()).putShort((short) parts.size());
    out.putInt(length).putInt((int) offset).putShort((short) 0);
    return bytes;
  }

  private static void putCentral(ByteBuffer out, Part part) {
    out.putInt(CENTRAL).putShort(VERSION).putShort(VERSION).putShort(LENGTHS_BEHIND);
    out.putShort(DEFLATED).putInt(NO_TIME).putInt(part.crc());
    out.putInt((int) part.packed()).putInt((int) part.bytes());
    out.putShort((short) part.name().length()).putShort((short) 0).putShort((short) 0);
    out.putShort((short) 0).putShort((short) 0).putInt(0).putInt((int) part.offset());
    out.put(part.name().getBytes(StandardCharsets.US_ASCII));
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
