package no.samsyn.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between device and server in the tour and is a bad network: the first push reaches the
 * server, and its answer never comes back. Loopback only; its threads end with {@link #close}.
 */
final class AnswerLosingProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerLosingProxy.class);
  private static final String PUSH = "POST /api/v1/push";
  private static final int BUFFER = 16_384;

  private final ServerSocket door;
  private final InetSocketAddress server;
  private final AtomicBoolean mayLose = new AtomicBoolean(true);
  private final AtomicInteger lost = new AtomicInteger();

  AnswerLosingProxy(int serverPort) throws IOException {
    var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = new InetSocketAddress(loopback, serverPort);
    door = new ServerSocket(0, 8, loopback);
    start("proxy", this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  int answersLost() {
    return lost.get();
  }

  private static void start(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        letIn(door.accept());
      } catch (IOException e) {
        LOG.debug("The proxy lets nobody in now", e);
      }
    }
  }

  /** Who comes while there is no server hears it at once, and does not wait for an answer. */
  private void letIn(Socket device) throws IOException {
    try {
      var pair = new Pair(device, new Socket(server.getAddress(), server.getPort()));
      start("proxy-up", () -> pump(pair, true));
      start("proxy-down", () -> pump(pair, false));
    } catch (IOException e) {
      device.close();
      throw e;
    }
  }

  /** A connection on both sides, and whether the next answer on it is to be lost. */
  private record Pair(Socket device, Socket server, AtomicBoolean losing) {
    Pair(Socket device, Socket server) {
      this(device, server, new AtomicBoolean());
    }

    void close() throws IOException {
      device.close();
      server.close();
    }
  }

  private void pump(Pair pair, boolean isUp) {
    var from = isUp ? pair.device() : pair.server();
    var to = isUp ? pair.server() : pair.device();
    try (var in = from.getInputStream();
        var out = to.getOutputStream()) {
      copy(pair, isUp, in, out);
    } catch (IOException e) {
      LOG.debug("A connection through the proxy ended", e);
    } finally {
      try {
        pair.close();
      } catch (IOException e) {
        LOG.debug("A connection through the proxy did not close", e);
      }
    }
  }

  private void copy(Pair pair, boolean isUp, InputStream in, OutputStream out) throws IOException {
    var buffer = new byte[BUFFER];
    for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (isUp && isPush(buffer, count) && mayLose.compareAndSet(true, false)) {
        pair.losing().set(true);
      }
      if (!isUp && pair.losing().get()) {
        lost.incrementAndGet();
        return; // the server has done it, and the device never hears of it
      }
      out.write(buffer, 0, count);
      out.flush();
    }
  }

  private static boolean isPush(byte[] buffer, int count) {
    return count >= PUSH.length()
        && new String(buffer, 0, PUSH.length(), StandardCharsets.ISO_8859_1).equals(PUSH);
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      LOG.debug("The proxy did not close", e);
    }
  }
}
