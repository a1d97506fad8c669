package no.samsyn.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that end in LF or CR LF as they come, each of bounded length. For one thread; holds
 * one line.
 */
final class LineReader {
  private static final int BUFFER_BYTES = 16_384;

  private final InputStream in;
  private final int lineMax;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;

  LineReader(InputStream in, int lineMax) {
    this.in = in;
    this.lineMax = lineMax;
  }

  /** Returns the next line without its end, or null after the last. */
  byte @Nullable [] next() throws IOException {
    var line = new ByteArrayOutputStream(512);
    while (from < to || fill()) {
      var end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      if (line.size() + (end - from) > lineMax) {
        throw new BadAnswer("line-too-long");
      }
      line.write(buffer, from, end - from);
      from = end + 1;
      if (end < to) {
        return withoutReturn(line.toByteArray());
      }
    }
    return line.size() == 0 ? null : withoutReturn(line.toByteArray());
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer, 0, BUFFER_BYTES));
    return to > 0;
  }

  private static byte[] withoutReturn(byte[] line) {
    var length = line.length;
    return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
  }
}
