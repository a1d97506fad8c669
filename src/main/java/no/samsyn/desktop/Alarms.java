package no.samsyn.desktop;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * An alarm clock: rings once for each alarm that was set, on a thread of its own. What was missed
 * while the computer slept rings once when it wakes. Thread-safe.
 */
public interface Alarms extends AutoCloseable {
  /**
   * Begins to ring. An alarm that is due while one of the same {@code kind} is being answered waits
   * for that.
   */
  void start(Consumer<Alarm> answers);

  /**
   * Rings {@code alarm} after {@code wait}, instead of when it was set to before. Days at most; a
   * wait that is over rings at once.
   */
  void set(Alarm alarm, Duration wait);

  void clear(Alarm alarm);

  /** Rings no more; what is being answered goes on. */
  @Override
  void close();

  /** What can ring; each at most once at a time. */
  enum Alarm {
    STARTED("started"),
    ASKED("sync-now"),
    CONNECTED("connected"),
    SAVED("saved"),
    SERVER_NEWS("server-news"),
    DUE("schedule"),
    /** Time to ask whether the server is there again. */
    LOOK_AROUND("");

    private final String because;

    Alarm(String because) {
      this.because = because;
    }

    /** Returns why a run starts; stands in the history, never rename. */
    String because() {
      return because;
    }

    /** Returns whether a run answers it. */
    boolean isForRun() {
      return !because.isEmpty();
    }
  }
}
