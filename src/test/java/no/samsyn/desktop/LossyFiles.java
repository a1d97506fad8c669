package no.samsyn.desktop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's files under the name {@code lossy:}, of which a power cut keeps for sure only what was
 * forced. One file at a time; H2 writes it from threads of its own.
 */
public final class LossyFiles extends FilePathWrapper {
  private static final int BLOCK = 4_096;
  private static final int SECTOR = 512;

  /** What a disk makes of what was written and not forced. */
  enum Cut {
    NOTHING_SURVIVES,
    SOME_BLOCKS_SURVIVE,
    LAST_BLOCK_IS_TORN
  }

  /** Is told before each write and each forcing, when the power may go. */
  @FunctionalInterface
  interface Watcher {
    void mayGo() throws IOException;
  }

  private static final Object LOCK = new Object();
  private static Path path = Path.of("");
  private static byte[] forced = {}; // guarded by LOCK
  private static final Set<Integer> UNFORCED = new LinkedHashSet<>(); // guarded by LOCK
  private static volatile Watcher watcher = () -> {};

  /** From now on {@code file} is the one that loses; as it is now, it is on the disk. */
  static void watch(Path file, Watcher somebody) throws IOException {
    synchronized (LOCK) {
      path = file;
      forced = Files.readAllBytes(file);
      UNFORCED.clear();
    }
    watcher = somebody;
    FilePath.register(new LossyFiles());
  }

  /** Returns what is found after a power cut at this moment. */
  static byte[] cut(Cut how, Random random) throws IOException {
    synchronized (LOCK) {
      var written = Files.readAllBytes(path);
      var found = forced;
      var last = -1;
      for (var block : UNFORCED) {
        last = block;
        var survives = how == Cut.LAST_BLOCK_IS_TORN || random.nextBoolean();
        if (how != Cut.NOTHING_SURVIVES && survives) {
          found = with(found, written, block * BLOCK, BLOCK);
        }
      }
      if (how == Cut.LAST_BLOCK_IS_TORN && last >= 0) {
        var kept = SECTOR * (1 + random.nextInt(BLOCK / SECTOR - 1));
        var torn = last * BLOCK + kept;
        found = with(found, forced, torn, BLOCK - kept);
      }
      return found;
    }
  }

  /** Returns {@code to} with bytes of {@code from} in it, as far as that goes. */
  private static byte[] with(byte[] to, byte[] from, int at, int length) {
    var there = Math.max(0, Math.min(from.length - at, length));
    var result = Arrays.copyOf(to, Math.max(to.length, at + there));
    if (there > 0) {
      System.arraycopy(from, at, result, at, there);
    }
    return result;
  }

  @Override
  public String getScheme() {
    return "lossy";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Lossy(getBase().open(mode));
  }

  /** The file, which keeps in mind what was not forced. */
  private static final class Lossy extends FileBase {
    private final FileChannel file;

    Lossy(FileChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      var at = file.position();
      var written = write(bytes, at);
      file.position(at + written);
      return written;
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      watcher.mayGo();
      synchronized (LOCK) {
        var end = position + bytes.remaining();
        for (var block = position / BLOCK; block * BLOCK < end; block++) {
          UNFORCED.remove((int) block);
          UNFORCED.add((int) block);
        }
        return file.write(bytes, position);
      }
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      watcher.mayGo();
      file.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      watcher.mayGo();
      synchronized (LOCK) {
        forced = Files.readAllBytes(path);
        UNFORCED.clear();
      }
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return file.read(bytes);
    }

    @Override
    public synchronized int read(ByteBuffer bytes, long position) throws IOException {
      return file.read(bytes, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
