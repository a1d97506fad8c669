package no.samsyn.mobile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A way to the server that loses the answers of the first pushes after the server has done its
 * work, answers in its place, or holds them back until it is told to go on. Loopback only.
 */
final class BadNetwork implements AutoCloseable {
  private static final String PUSH = "POST /api/v1/push";
  private static final int BUFFER = 65_536;
  private static final byte[] BUSY =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(ISO_8859_1);

  private final ServerSocket door;
  private final URI server;
  private final AtomicInteger toLose = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger toRefuse = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final List<Pair> pairs = new CopyOnWriteArrayList<>();
  private final TokenAges tokens;
  private volatile boolean down;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private final CountDownLatch pushArrived = new CountDownLatch(1);

  BadNetwork(String server) throws IOException {
    this(server, TokenAges.OF_THE_SERVER);
  }

  BadNetwork(String server, TokenAges tokens) throws IOException {
    this.tokens = tokens;
    this.server = URI.create(server);
    this.door = new ServerSocket(0, 8, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    start(this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  /** The next pushes do not reach the server: "come back later" is answered in its name. */
  void answerBusy(int count) {
    toRefuse.set(count);
  }

  int refused() {
    return refused.get();
  }

  void loseAnswers(int count) {
    toLose.set(count);
  }

  int answersLost() {
    return lost.get();
  }

  int requests() {
    return requests.get();
  }

  /** Of both directions, headers included; TLS would come on top. */
  long bytes() {
    return bytes.get();
  }

  /** Counts whatever was tried, whether somebody answered or not. */
  int connectionsAndRequests() {
    return connections.get() + requests.get();
  }

  int connections() {
    return connections.get();
  }

  /** While it is down, whoever is there or comes is thrown out. */
  void goDown(boolean isDown) throws IOException {
    down = isDown;
    if (isDown) {
      for (var pair : pairs) {
        pair.close();
      }
    }
  }

  /** Pushes are held back from now on, until {@link #openGate}. */
  void closeGate() {
    gate = new CountDownLatch(1);
  }

  void openGate() {
    gate.countDown();
  }

  boolean hasPushArrived() {
    return pushArrived.getCount() == 0;
  }

  boolean awaitPush() throws InterruptedException {
    return pushArrived.await(20, TimeUnit.SECONDS);
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "bad-network");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var device = door.accept();
        connections.incrementAndGet();
        if (down) {
          device.close();
        } else {
          var pair = new Pair(device, new Socket(server.getHost(), server.getPort()));
          pairs.add(pair);
          start(() -> pump(pair, true));
          start(() -> pump(pair, false));
        }
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static final class Pair {
    private final Socket device;
    private final Socket server;
    private volatile boolean losing;

    Pair(Socket device, Socket server) {
      this.device = device;
      this.server = server;
    }

    void close() throws IOException {
      device.close();
      server.close();
    }
  }

  private void pump(Pair pair, boolean isUp) {
    try {
      var in = (isUp ? pair.device : pair.server).getInputStream();
      var out = (isUp ? pair.server : pair.device).getOutputStream();
      copy(pair, isUp, in, out);
      pair.close();
    } catch (IOException | InterruptedException e) {
      try {
        pair.close();
      } catch (IOException ignored) {
        return; // it was closed by the other side's thread
      }
    }
  }

  private void copy(Pair pair, boolean isUp, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    var buffer = new byte[BUFFER];
    for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      bytes.addAndGet(count);
      if (isUp && isRequest(buffer, count)) {
        requests.incrementAndGet();
        tokens.pass(buffer, count);
      }
      if (isUp && isPush(buffer, count)) {
        pushArrived.countDown();
        if (!gate.await(30, TimeUnit.SECONDS)) {
          throw new IOException("nobody opened the gate");
        }
        pair.losing = toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
      }
      if (isUp
          && isPush(buffer, count)
          && toRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        refused.incrementAndGet();
        pair.device.getOutputStream().write(BUSY);
        in.transferTo(OutputStream.nullOutputStream()); // until the device hangs up
        return;
      }
      if (!isUp && pair.losing) {
        lost.incrementAndGet();
        return; // the server has done it, and the phone never hears of it
      }
      out.write(buffer, 0, count);
      out.flush();
    }
  }

  private static boolean isRequest(byte[] buffer, int count) {
    var start = new String(buffer, 0, Math.min(count, 10), ISO_8859_1);
    return start.startsWith("GET /api") || start.startsWith("POST /api");
  }

  private static boolean isPush(byte[] buffer, int count) {
    return count >= PUSH.length() && new String(buffer, 0, PUSH.length(), ISO_8859_1).equals(PUSH);
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
