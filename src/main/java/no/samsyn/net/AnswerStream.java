package no.samsyn.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import okhttp3.Response;

/**
 * The body of an answer, unpacked and counted: it ends in {@link BadAnswer} beyond its limit,
 * whatever the packed size was, and where it is not the gzip that it says it is. An {@link
 * IOException} is always the network's. For one thread; holds no more than its buffers.
 *
 * <p>Unpacked here and not by OkHttp, because only so a broken gzip can be told from a broken line.
 */
final class AnswerStream extends InputStream {
  private static final int BUFFER_BYTES = 16_384;

  private final InputStream source;
  private final long bytesMax;
  private long bytes;

  private AnswerStream(InputStream source, long bytesMax) {
    this.source = source;
    this.bytesMax = bytesMax;
  }

  static AnswerStream of(Response response, long bytesMax) throws IOException {
    var raw = new Raw(response.body().byteStream());
    var encoding = response.header("Content-Encoding", "identity");
    if ("gzip".equalsIgnoreCase(encoding)) {
      return new AnswerStream(unpacked(raw), bytesMax);
    }
    if ("identity".equalsIgnoreCase(encoding)) {
      return new AnswerStream(raw, bytesMax);
    }
    throw new BadAnswer("encoding");
  }

  /** Reads all that is left. */
  byte[] rest() throws IOException {
    var all = new ByteArrayOutputStream(BUFFER_BYTES);
    var buffer = new byte[BUFFER_BYTES];
    for (var count = read(buffer); count >= 0; count = read(buffer)) {
      all.write(buffer, 0, count);
    }
    return all.toByteArray();
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    var count = readSource(into, offset, length);
    if (count > 0) {
      bytes += count;
      if (bytes > bytesMax) {
        throw new BadAnswer("too-long");
      }
    }
    return count;
  }

  private int readSource(byte[] into, int offset, int length) throws IOException {
    try {
      return source.read(into, offset, length);
    } catch (ZipException | EOFException e) {
      throw new BadAnswer("not-gzip");
    }
  }

  private static InputStream unpacked(Raw raw) throws IOException {
    try {
      return new GZIPInputStream(raw, BUFFER_BYTES);
    } catch (ZipException | EOFException e) {
      throw new BadAnswer("not-gzip");
    }
  }

  /** Keeps an end that the network made apart from an end that the unpacking finds. */
  private static final class Raw extends FilterInputStream {
    Raw(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (EOFException e) {
        throw new IOException("the connection ended within an answer", e);
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return super.read(into, offset, length);
      } catch (EOFException e) {
        throw new IOException("the connection ended within an answer", e);
      }
    }
  }
}
