package no.samsyn.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's files under the name {@code watched:}, which tell somebody before each write. What lies on
 * the disk then is what a process leaves that is killed just there.
 */
public final class WatchedFiles extends FilePathWrapper {
  /** Is told before each write. */
  @FunctionalInterface
  interface Watcher {
    void beforeWrite() throws IOException;
  }

  private static volatile Watcher watcher = () -> {};

  static void tell(Watcher somebody) {
    watcher = somebody;
    FilePath.register(new WatchedFiles());
  }

  @Override
  public String getScheme() {
    return "watched";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Watched(getBase().open(mode));
  }

  /** A file that passes everything on. */
  private static final class Watched extends FileBase {
    private final FileChannel file;

    Watched(FileChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      watcher.beforeWrite();
      return file.write(bytes);
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      watcher.beforeWrite();
      return file.write(bytes, position);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      watcher.beforeWrite();
      file.truncate(size);
      return this;
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
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
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
