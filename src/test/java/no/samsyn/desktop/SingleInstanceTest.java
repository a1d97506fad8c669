package no.samsyn.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleInstanceTest {
  private static final Executor THREADS =
      work -> {
        var thread = new Thread(work, "instance");
        thread.setDaemon(true);
        thread.start();
      };

  @TempDir Path folder;
  private final Semaphore raised = new Semaphore(0);

  @Test
  void aSecondStartRaisesTheFirstWindowAndEnds() throws InterruptedException {
    try (var first = SingleInstance.first(folder, THREADS).orElseThrow()) {
      first.onRaise(raised::release);
      assertThat(SingleInstance.first(folder, THREADS)).isEmpty();
      assertThat(SingleInstance.first(folder, THREADS)).isEmpty();
      assertThat(raised.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anotherFolderHasItsOwn() {
    try (var first = SingleInstance.first(folder.resolve("a"), THREADS).orElseThrow();
        var second = SingleInstance.first(folder.resolve("b"), THREADS).orElseThrow()) {
      assertThat(first).isNotSameAs(second);
    }
  }

  @Test
  void afterTheFirstHasEndedTheNextIsFirst() {
    SingleInstance.first(folder, THREADS).orElseThrow().close();
    assertThat(folder.resolve(SingleInstance.DOOR_FILE)).doesNotExist();
    try (var next = SingleInstance.first(folder, THREADS).orElseThrow()) {
      assertThat(next).isNotNull();
    }
  }

  /** A killed console leaves its door behind; the lock went with it. */
  @Test
  void aDoorThatLeadsNowhereIsNoObstacle() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(SingleInstance.DOOR_FILE), "1 00");
    Files.writeString(folder.resolve(SingleInstance.LOCK_FILE), "");
    try (var first = SingleInstance.first(folder, THREADS).orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(Files.readString(folder.resolve(SingleInstance.DOOR_FILE))).doesNotStartWith("1 ");
    }
  }

  @Test
  void whoDoesNotKnowTheTokenRaisesNothingAndStopsNobody()
      throws IOException, InterruptedException {
    try (var first = SingleInstance.first(folder, THREADS).orElseThrow()) {
      first.onRaise(raised::release);
      var port =
          Integer.parseInt(
              Files.readString(folder.resolve(SingleInstance.DOOR_FILE)).split(" ", 2)[0]);
      for (var word : new String[] {"", "GET / HTTP/1.1\r\n\r\n", "0".repeat(32)}) {
        try (var stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
          stranger.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
          stranger.shutdownOutput();
          assertThat(stranger.getInputStream().readAllBytes()).isEmpty();
        }
      }
      assertThat(raised.availablePermits()).isZero();
      assertThat(SingleInstance.first(folder, THREADS)).isEmpty();
      assertThat(raised.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
