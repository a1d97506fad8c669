package no.samsyn.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.net.ServerSocketFactory;

/**
 * A server of a few lines that does on the wire whatever a test wants, also what no decent server
 * does. Thread-safe; each connection has a daemon thread.
 */
public final class RawServer implements Closeable {
  private static final int CLOSE_SECONDS_MAX = 30;

  private final ServerSocket listener;
  private final List<Socket> sockets = new ArrayList<>(); // guarded by this
  private final List<Received> received = new ArrayList<>(); // guarded by this
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch isShut = new CountDownLatch(1);
  private volatile Reaction reaction = status(500);

  /** What to do with a request: write to the socket, close it, or wait. */
  @FunctionalInterface
  public interface Reaction {
    void to(Received request, Socket socket) throws IOException;
  }

  /** One request. Header names are in lower case. */
  public static final class Received {
    private final String method;
    private final String target;
    private final Map<String, String> headers;
    private final byte[] raw;

    private Received(String method, String target, Map<String, String> headers, byte[] raw) {
      this.method = method;
      this.target = target;
      this.headers = headers;
      this.raw = raw;
    }

    public String method() {
      return method;
    }

    public String target() {
      return target;
    }

    public byte[] raw() {
      return raw.clone();
    }

    public Map<String, String> headers() {
      return headers;
    }

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    public String path() {
      var end = target.indexOf('?');
      return end < 0 ? target : target.substring(0, end);
    }

    public String text() {
      try {
        return new String(
            header("Content-Encoding").equals("gzip")
                ? new GZIPInputStream(new ByteArrayInputStream(raw)).readAllBytes()
                : raw,
            StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private RawServer(ServerSocket listener) {
    this.listener = listener;
  }

  public static RawServer start() throws IOException {
    return start(ServerSocketFactory.getDefault());
  }

  public static RawServer start(ServerSocketFactory sockets) throws IOException {
    var server = new RawServer(sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    daemon("raw-server", server::accept);
    return server;
  }

  public RawServer reacts(Reaction next) {
    reaction = next;
    return this;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String address() {
    return "http://127.0.0.1:" + port() + "/";
  }

  public synchronized List<Received> received() {
    return List.copyOf(received);
  }

  public List<Received> received(String path) {
    return received().stream().filter(request -> request.path().equals(path)).toList();
  }

  /** Waits, or returns true because the test is over. */
  public boolean isOverWithin(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Returns when nobody is let in any more: a listener that is closed may still accept one. */
  @Override
  public void close() throws IOException {
    closing.countDown();
    listener.close();
    awaitShut();
    List<Socket> open;
    synchronized (this) {
      open = List.copyOf(sockets);
    }
    for (var socket : open) {
      socket.close();
    }
  }

  private void awaitShut() {
    try {
      if (!isShut.await(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new AssertionError("the door does not shut");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static Reaction status(int status, String... headers) {
    return answer(status, "", new byte[0], headers);
  }

  public static Reaction json(String body, String... headers) {
    return answer(200, "application/json", bytes(body), headers);
  }

  public static Reaction problem(int status, String code, String... headers) {
    return answer(
        status, "application/problem+json", bytes("{\"code\":\"" + code + "\"}"), headers);
  }

  /** A whole answer with a length. */
  public static Reaction answer(int status, String type, byte[] body, String... headers) {
    return (request, socket) ->
        socket.getOutputStream().write(message(status, type, body, headers));
  }

  public static byte[] message(int status, String type, byte[] body, String... headers) {
    var head = new StringBuilder("HTTP/1.1 " + status + " X\r\n");
    if (!type.isEmpty()) {
      head.append("Content-Type: ").append(type).append("\r\n");
    }
    for (var i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    var all = new ByteArrayOutputStream();
    all.writeBytes(bytes(head.toString()));
    all.writeBytes(body);
    return all.toByteArray();
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] gzip(byte[] plain) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        socket.setTcpNoDelay(true);
        synchronized (this) {
          sockets.add(socket);
        }
        daemon("raw-connection", () -> serve(socket));
      }
    } catch (IOException ignored) { // closed
    } finally {
      isShut.countDown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      for (var request = read(socket); request != null; request = read(socket)) {
        synchronized (this) {
          received.add(request);
        }
        reaction.to(request, socket);
      }
    } catch (IOException ignored) { // the client has had enough
    }
  }

  private static Received read(Socket socket) throws IOException {
    var in = socket.getInputStream();
    var first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    var headers = new TreeMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    var words = first.split(" ", -1);
    return new Received(words[0], words[1], headers, body);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static void daemon(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
