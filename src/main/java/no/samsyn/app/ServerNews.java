package no.samsyn.app;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import no.samsyn.console.SyncDesk;
import no.samsyn.net.EventStream;
import no.samsyn.sync.Reply;
import no.samsyn.sync.RunBudget;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes when the server says that there is something new, when the time is up, or when the process
 * is asked to end. Listens on a thread of its own, which ends with {@link #close}. Missing an event
 * costs the wait for the next run and nothing else. Thread-safe.
 */
final class ServerNews implements SyncDesk.Wakeups, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerNews.class);
  private static final long SLICE_MILLIS = 100;
  private static final long GATHER_MILLIS = 300; // several events at once are one reason
  private static final long LISTEN_AGAIN_MILLIS = 15_000;

  private final LinkToServer link;
  private final StopSignal stop;
  private final ReentrantLock lock = new ReentrantLock();

  private boolean news; // guarded by lock
  private boolean closed; // guarded by lock
  private Runnable listenerOfNews = () -> {}; // guarded by lock
  private @Nullable EventStream stream; // guarded by lock
  private @Nullable Thread listener; // guarded by lock

  ServerNews(LinkToServer link, StopSignal stop) {
    this.link = link;
    this.stop = stop;
  }

  @Override
  public String await(Duration max) {
    startListening();
    var end = System.nanoTime() + max.toNanos();
    while (!stop.isAsked()) {
      if (takeNews()) {
        return pause(GATHER_MILLIS) ? "server-news" : "";
      }
      if (System.nanoTime() >= end) {
        return "schedule";
      }
      pause(SLICE_MILLIS);
    }
    return "";
  }

  private boolean takeNews() {
    lock.lock();
    try {
      var had = news;
      news = false;
      return had;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether nobody asked to end meanwhile. */
  private boolean pause(long millis) {
    return stop.pause(Duration.ofMillis(millis), RunBudget.of(Duration.ZERO));
  }

  private void startListening() {
    lock.lock();
    try {
      if (listener == null && !closed) {
        var thread = new Thread(this::listen, "events");
        thread.setDaemon(true);
        listener = thread;
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  private void listen() {
    while (isOpen()) {
      try {
        var opened = link.session().events();
        keep(opened);
        var reply = opened.listen(this::somethingNew);
        if (reply instanceof Reply.Refusal<Long> refusal) {
          LOG.info("The server hands out no events now: {}", refusal.code());
        }
      } catch (IOException e) {
        LOG.info("The stream of events broke off ({})", e.getClass().getSimpleName());
      } catch (RuntimeException e) {
        LOG.warn("Listening for events failed; runs go on by the clock", e);
      }
      pauseBeforeListeningAgain();
    }
  }

  private void pauseBeforeListeningAgain() {
    var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LISTEN_AGAIN_MILLIS);
    while (isOpen() && System.nanoTime() < end && pause(SLICE_MILLIS)) {
      // waits in slices, so that closing is quick
    }
  }

  private boolean isOpen() {
    lock.lock();
    try {
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void keep(EventStream opened) {
    lock.lock();
    try {
      stream = opened;
      if (closed) {
        opened.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private void somethingNew() {
    Runnable told;
    lock.lock();
    try {
      news = true;
      told = listenerOfNews;
    } finally {
      lock.unlock();
    }
    told.run();
  }

  /** From now on {@code told} hears of all news, on the thread that listens. */
  void tell(Runnable told) {
    lock.lock();
    try {
      listenerOfNews = told;
    } finally {
      lock.unlock();
    }
    startListening();
  }

  @Override
  public void close() {
    Thread thread;
    lock.lock();
    try {
      closed = true;
      if (stream != null) {
        stream.close();
      }
      thread = listener;
    } finally {
      lock.unlock();
    }
    if (thread != null) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(1)); // it reads tokens from the store
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
