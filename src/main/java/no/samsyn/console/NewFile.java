package no.samsyn.console;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import no.samsyn.model.Chance;

/**
 * A file that is there whole or not at all: written beside its place under another name, forced to
 * the disk, and moved. Only its owner may read it, where the system knows owners by POSIX modes.
 * For one thread; what was not put into place is removed by {@link #close}.
 */
final class NewFile implements AutoCloseable {
  private final Path place;
  private final Path temporary;

  private NewFile(Path place, Path temporary) {
    this.place = place;
    this.temporary = temporary;
  }

  /** Begins to write what will be {@code place}; refuses what is there unless it may be lost. */
  static NewFile at(Path place, boolean mayReplace, Chance chance) throws IOException {
    var absolute = place.toAbsolutePath();
    var name = absolute.getFileName();
    if (name == null || Files.isDirectory(absolute)) {
      throw new FileAlreadyExistsException(place.toString());
    }
    if (Files.exists(absolute) && !mayReplace) {
      throw new FileAlreadyExistsException(place.toString());
    }
    var temporary =
        absolute.resolveSibling("." + name + "." + Long.toHexString(chance.nextLong()) + ".part");
    Files.createFile(temporary, attributes(temporary));
    return new NewFile(absolute, temporary);
  }

  private static FileAttribute<?>[] attributes(Path path) {
    var isPosix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  Path temporary() {
    return temporary;
  }

  /** Writes the content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Returns when the content is on the disk. */
  void write(Content content) throws IOException {
    try (var channel =
            FileChannel.open(
                temporary, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        var out = Channels.newOutputStream(channel)) {
      content.writeTo(out);
      channel.force(true);
    }
  }

  /** Moves the file to its place. */
  void putIntoPlace(boolean mayReplace) throws IOException {
    if (mayReplace) {
      Files.move(
          temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.move(temporary, place);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(temporary);
  }
}
