package no.samsyn.testkit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An office's proxy on this computer: makes way for CONNECT, to one server whatever name is asked
 * for, and may want a sign-in first or let nobody through. Thread-safe; daemon threads.
 */
public final class ConnectProxy implements Closeable {
  private static final int HEAD_MAX = 8_192;

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int server;
  private final String wanted;
  private final int refusal;
  private final List<String> asked = new ArrayList<>(); // guarded by this
  private final List<Socket> sockets = new ArrayList<>(); // guarded by this

  private ConnectProxy(int server, String wanted, int refusal) throws IOException {
    this.server = server;
    this.wanted = wanted;
    this.refusal = refusal;
    daemon(this::accept);
  }

  /** Makes way to the server at {@code port} of this computer. */
  public static ConnectProxy to(int port) throws IOException {
    return new ConnectProxy(port, "", 0);
  }

  /** Makes way for whoever sends {@code header}; asks the others to sign in. */
  public static ConnectProxy asking(String header, int port) throws IOException {
    return new ConnectProxy(port, header, 0);
  }

  /** Lets nobody through. */
  public static ConnectProxy refusing(int status) throws IOException {
    return new ConnectProxy(0, "", status);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Returns the first lines of what was asked. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "connect-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        var client = kept(listener.accept());
        daemon(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private synchronized Socket kept(Socket socket) {
    sockets.add(socket);
    return socket;
  }

  private void serve(Socket client) {
    try (client) {
      var head = head(client.getInputStream());
      synchronized (this) {
        asked.add(head.lines().findFirst().orElse(""));
      }
      if (refusal != 0) {
        answer(client, refusal + " No\r\nContent-Length: 0");
      } else if (!wanted.isEmpty() && !hasLine(head, "Proxy-Authorization: " + wanted)) {
        answer(
            client,
            "407 Sign in\r\nProxy-Authenticate: Basic realm=\"office\"\r\nContent-Length: 0");
      } else {
        answer(client, "200 Go on");
        join(client);
      }
    } catch (IOException e) {
      // one of the two has gone
    }
  }

  private static boolean hasLine(String head, String line) {
    return head.lines()
        .map(each -> each.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet())
        .contains(line.toLowerCase(Locale.ROOT));
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next < 0 || head.size() > HEAD_MAX) {
        throw new IOException("no head");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static void answer(Socket client, String lines) throws IOException {
    client
        .getOutputStream()
        .write(("HTTP/1.1 " + lines + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private void join(Socket client) throws IOException {
    try (var there = kept(new Socket(InetAddress.getLoopbackAddress(), server))) {
      daemon(() -> pump(there, client));
      pump(client, there);
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // one of the two has gone
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    synchronized (this) {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }
}
