package no.samsyn.app;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of the console's tasks: they have names, and none keeps the process alive. */
final class Threads {
  private static final int TASKS = 2; // one may wait for the server while the other reads the store

  private Threads() {}

  static ExecutorService forTasks() {
    var number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        TASKS, work -> named(work, "desk-" + number.incrementAndGet()));
  }

  /** A thread of that name for whatever is handed over; meant for one thing that goes on long. */
  static Executor each(String name) {
    return work -> named(work, name).start();
  }

  static Thread named(Runnable work, String name) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
