package no.samsyn.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import no.samsyn.testkit.RawServer;
import no.samsyn.testkit.RawServer.Received;

/**
 * Stands between a device and the real server and passes everything on, except that it does
 * mischief to one request when told to. Thread-safe.
 */
final class BadProxy implements AutoCloseable {
  /** What can be done to one request. */
  enum Mischief {
    DELAY,
    CUT_BEFORE_THE_SERVER,
    RESET_BEFORE_THE_SERVER,
    DROP_THE_ANSWER,
    TRUNCATE,
    TRICKLE,
    CORRUPT,
    PORTAL,
    REDIRECT,
    GZIP_BOMB,
    ENDLESS
  }

  private record Order(String path, Mischief mischief) {}

  private static final int BOMB_MEGABYTES = 64;

  private final RawServer front;
  private final RawServer elsewhere;
  private final int server;
  private final AtomicReference<Order> order = new AtomicReference<>();

  BadProxy(String server) throws IOException {
    this.server = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
    this.elsewhere = RawServer.start();
    this.front = RawServer.start().reacts(this::pass);
  }

  String address() {
    return front.address().substring(0, front.address().length() - 1);
  }

  /** The next request for {@code path} comes to grief. */
  void next(String path, Mischief mischief) {
    order.set(new Order(path, mischief));
  }

  /** Returns whether what was ordered last has been done. */
  boolean isDone() {
    return order.get() == null;
  }

  /** Returns how many requests followed a redirect to a stranger. */
  int askedElsewhere() {
    return elsewhere.received().size();
  }

  private void pass(Received request, Socket client) throws IOException {
    var waiting = order.get();
    if (waiting != null
        && request.path().equals(waiting.path)
        && order.compareAndSet(waiting, null)) {
      doTo(request, client, waiting.mischief);
    } else {
      client.getOutputStream().write(ask(request));
      client.close();
    }
  }

  private void doTo(Received request, Socket client, Mischief mischief) throws IOException {
    var out = client.getOutputStream();
    switch (mischief) {
      case DELAY -> {
        front.isOverWithin(1_000);
        out.write(ask(request));
      }
      case CUT_BEFORE_THE_SERVER -> {
        // Closed below, with nothing said.
      }
      case RESET_BEFORE_THE_SERVER -> client.setSoLinger(true, 0);
      case DROP_THE_ANSWER -> ask(request);
      case TRUNCATE -> {
        var answer = ask(request);
        out.write(answer, 0, answer.length - 20);
      }
      case TRICKLE -> trickle(ask(request), out);
      case CORRUPT -> {
        var answer = ask(request);
        answer[answer.length - 1] ^= 1;
        out.write(answer);
      }
      case PORTAL -> out.write(RawServer.message(200, "text/html", "<p>Sign in".getBytes(UTF_8)));
      case REDIRECT ->
          out.write(
              RawServer.message(
                  302, "text/html", new byte[0], "Location", elsewhere.address() + "login"));
      case GZIP_BOMB -> bomb(out);
      case ENDLESS -> endless(out);
    }
    client.close();
  }

  /** Asks the real server and returns every byte of its answer. */
  private byte[] ask(Received request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server)) {
      var head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
      request
          .headers()
          .forEach(
              (name, value) -> {
                if (!name.equals("connection")) {
                  head.append(name).append(": ").append(value).append("\r\n");
                }
              });
      head.append("connection: close\r\n\r\n");
      var message = new ByteArrayOutputStream();
      message.writeBytes(head.toString().getBytes(UTF_8));
      message.writeBytes(request.raw());
      socket.getOutputStream().write(message.toByteArray());
      return socket.getInputStream().readAllBytes();
    }
  }

  private void trickle(byte[] answer, OutputStream out) throws IOException {
    for (var at = 0; at < answer.length; at += 8) {
      out.write(answer, at, Math.min(8, answer.length - at));
      out.flush();
      front.isOverWithin(1);
    }
  }

  private static void bomb(OutputStream out) throws IOException {
    out.write(
        "HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n"
            .getBytes(UTF_8));
    var blanks = new byte[1 << 20];
    Arrays.fill(blanks, (byte) ' ');
    try (var gzip = new GZIPOutputStream(out)) {
      for (var i = 0; i < BOMB_MEGABYTES; i++) {
        gzip.write(blanks);
      }
    }
  }

  private void endless(OutputStream out) throws IOException {
    out.write("HTTP/1.1 200 X\r\nContent-Type: application/json\r\n\r\n".getBytes(UTF_8));
    var blanks = new byte[1 << 16];
    Arrays.fill(blanks, (byte) ' ');
    while (!front.isOverWithin(0)) { // ends when the device has had enough
      out.write(blanks);
    }
  }

  @Override
  public void close() throws IOException {
    front.close();
    elsewhere.close();
  }
}
