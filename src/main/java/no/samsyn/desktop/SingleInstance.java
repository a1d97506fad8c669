package no.samsyn.desktop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import no.samsyn.console.Trouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One console for each data folder. The first one holds a lock on a file and listens on loopback; a
 * second one asks it to come to the front, and ends. Port and token stand in a file that only their
 * owner may read, so nobody else on this computer can ask. The lock goes with the process, however
 * it ends. Thread-safe.
 */
public final class SingleInstance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SingleInstance.class);
  static final String LOCK_FILE = "console.lock";
  static final String DOOR_FILE = "console.door";
  private static final int TOKEN_BYTES = 16;
  private static final int WORD_BYTES_MAX = 256;
  private static final int CALLERS_MAX = 4;
  private static final int ANSWER_MILLIS_MAX = 2_000;
  private static final String COMING = "coming";

  private final Path folder;
  private final FileLock lock;
  private final ServerSocket door;
  private final String token;
  private volatile @Nullable Runnable raise; // volatile: set once, by whoever opens the window

  private SingleInstance(Path folder, FileLock lock) throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.token = newToken();
    this.door = new ServerSocket(0, CALLERS_MAX, InetAddress.getLoopbackAddress());
  }

  /**
   * Becomes the console of {@code folder}. Returns nothing if there is one already; that one was
   * asked to come to the front.
   *
   * @param threads runs what listens, until {@link #close}
   */
  public static Optional<SingleInstance> first(Path folder, Executor threads) {
    try {
      PrivateFiles.createDirectory(folder);
      var lock = lock(folder);
      if (lock.isEmpty()) {
        if (!askTheOther(folder)) {
          LOG.warn("Another console has this folder, and does not answer");
        }
        return Optional.empty();
      }
      var instance = new SingleInstance(folder, lock.get());
      instance.writeDoor();
      threads.execute(instance::listen);
      return Optional.of(instance);
    } catch (IOException e) {
      throw Trouble.failed(
          "folder-not-writable",
          "The folder " + folder + " cannot be written to. Check its rights and the disk.");
    }
  }

  private static Optional<FileLock> lock(Path folder) throws IOException {
    var file = folder.resolve(LOCK_FILE);
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      LOG.debug("This very program has a console here already");
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return Optional.ofNullable(lock);
  }

  private static String newToken() {
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    var text = new StringBuilder();
    for (var each : bytes) {
      text.append(String.format(Locale.ROOT, "%02x", each));
    }
    return text.toString();
  }

  /** Under another name first: who reads it finds all of it. */
  private void writeDoor() throws IOException {
    var fresh = folder.resolve(DOOR_FILE + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh);
    PrivateFiles.restrict(fresh);
    Files.writeString(fresh, door.getLocalPort() + " " + token);
    Files.move(fresh, folder.resolve(DOOR_FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** From now on {@code window} is called, on the listening thread, when somebody starts again. */
  public void onRaise(Runnable window) {
    raise = window;
  }

  private void listen() {
    while (!door.isClosed()) {
      try (var caller = door.accept()) {
        caller.setSoTimeout(ANSWER_MILLIS_MAX);
        answer(caller);
      } catch (IOException e) {
        if (!door.isClosed()) {
          LOG.info("Somebody knocked and said nothing of use ({})", e.toString());
        }
      }
    }
  }

  private void answer(Socket caller) throws IOException {
    var said = caller.getInputStream().readNBytes(token.length());
    if (!MessageDigest.isEqual(said, token.getBytes(StandardCharsets.US_ASCII))) {
      return;
    }
    caller.getOutputStream().write(COMING.getBytes(StandardCharsets.US_ASCII));
    var window = raise;
    if (window != null) {
      window.run();
    }
  }

  /** Returns whether the other one is coming. */
  private static boolean askTheOther(Path folder) {
    try {
      var door = Files.readString(folder.resolve(DOOR_FILE)).split(" ", 2);
      var port = Integer.parseInt(door[0]);
      try (var socket = new Socket()) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        socket.connect(address, ANSWER_MILLIS_MAX);
        socket.setSoTimeout(ANSWER_MILLIS_MAX);
        socket.getOutputStream().write(door[1].getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        var answer = socket.getInputStream().readNBytes(WORD_BYTES_MAX);
        return COMING.equals(new String(answer, StandardCharsets.US_ASCII));
      }
    } catch (IOException | RuntimeException e) {
      LOG.info("The other console cannot be asked", e);
      return false;
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      Files.deleteIfExists(folder.resolve(DOOR_FILE));
      var channel = lock.acquiredBy();
      lock.release();
      channel.close();
    } catch (IOException e) {
      LOG.warn("The console's lock goes with the process", e);
    }
  }
}
