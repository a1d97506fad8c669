package no.samsyn.server.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import no.samsyn.server.store.PrivateFiles;

/**
 * What was erased, in a file beside the database: ids and pseudonyms, nothing personal. It is
 * written and forced before the database is, and is no part of the database's backups: so a
 * database that came from one is erased again. Lines are only ever added.
 *
 * <p>Not thread-safe: whoever holds the data directory uses it. A line that a kill cut short counts
 * for nothing; the erasure that wrote it had not begun.
 */
public final class ErasureList {
  /** The file's name in the data directory. */
  public static final String FILE = "erasures.txt";

  private static final String RECORD = "record";
  private static final String ACCOUNT = "account";
  private static final String DUE = "due";
  private static final String DONE = "done";

  private final Path file;

  public ErasureList(Path directory) {
    this.file = directory.resolve(FILE);
  }

  /** The names of a record that was erased. */
  public record Erased(String organisation, String entity, String key, String id) {
    private String line() {
      return String.join(" ", RECORD, organisation, entity, key, id);
    }
  }

  /**
   * What the file says.
   *
   * @param accounts pseudonyms of erased accounts
   * @param isDue whether old copies of what was erased may still lie in the database's files
   */
  record Content(Set<Erased> records, Set<String> accounts, boolean isDue) {}

  Content read() {
    var records = new LinkedHashSet<Erased>();
    var accounts = new LinkedHashSet<String>();
    var isDue = false;
    for (var line : lines()) {
      var parts = line.split(" ", -1);
      if (parts.length == 5 && parts[0].equals(RECORD)) {
        records.add(new Erased(parts[1], parts[2], parts[3], parts[4]));
      } else if (parts.length == 2 && parts[0].equals(ACCOUNT)) {
        accounts.add(parts[1]);
      } else if (line.equals(DUE) || line.equals(DONE)) {
        isDue = line.equals(DUE);
      }
    }
    return new Content(records, accounts, isDue);
  }

  /** Returns whether the database's files have to be written anew. */
  public boolean isDue() {
    return read().isDue;
  }

  /** Adds what will be erased now, and that the files will have to be written anew; forced. */
  void add(Collection<Erased> records, Collection<String> accounts) {
    var known = read();
    var text = new StringBuilder();
    for (var record : records) {
      if (!known.records.contains(record)) {
        text.append(record.line()).append('\n');
      }
    }
    for (var account : accounts) {
      if (!known.accounts.contains(account)) {
        text.append(ACCOUNT).append(' ').append(account).append('\n');
      }
    }
    append(text.append(DUE).append('\n').toString());
  }

  /** Notes that no old copy is left in the database's files. */
  public void done() {
    append(DONE + "\n");
  }

  private String[] lines() {
    try {
      var text = Files.exists(file) ? Files.readString(file) : "";
      var end = text.lastIndexOf('\n');
      return end < 0 ? new String[0] : text.substring(0, end).split("\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String text) {
    try (var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      PrivateFiles.restrict(file);
      channel.position(channel.size());
      var whole = endsInLine(channel) ? text : "\n" + text;
      var bytes = ByteBuffer.wrap(whole.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean endsInLine(FileChannel channel) throws IOException {
    var last = ByteBuffer.allocate(1);
    return channel.size() == 0
        || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
  }
}
