package no.samsyn.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Virtual time and who acts in it. Everything that happens is an event, and between any two events
 * only one thread of the whole world runs.
 *
 * <p>The engine is a blocking loop, so each run has a thread of its own; but a thread acts only
 * while it holds the baton, and gives it away exactly where it waits for the network or for time.
 * So the same seed gives the same order, with code that knows nothing of it.
 */
final class Stage {
  private static final int LINES_MAX = Integer.getInteger("samsyn.sim.lines", 60);

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "sim");
            thread.setDaemon(true);
            return thread;
          });

  private record Event(long at, long number, String label, Runnable action) {}

  /** One run, or whatever else waits on its way. */
  private static final class Act {
    private final Semaphore go = new Semaphore(0);
    private boolean ended;
  }

  private final PriorityQueue<Event> agenda =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final Semaphore back = new Semaphore(0);
  private final List<Act> waiting = new ArrayList<>();
  private final Deque<String> history = new ArrayDeque<>();
  private final boolean isVerbose = Boolean.getBoolean("samsyn.sim.verbose");
  private Act acting;
  private boolean over;
  private long now;
  private long numbers;
  private long trace = 17;

  /** Milliseconds since the beginning of the world. */
  long now() {
    return now;
  }

  void at(long time, String label, Runnable action) {
    agenda.add(new Event(Math.max(time, now), numbers++, label, action));
  }

  /** Lets the next event happen; false if there is none before {@code end}. */
  boolean next(long end) {
    if (agenda.isEmpty() || agenda.peek().at > end) {
      return false;
    }
    var event = agenda.poll();
    now = event.at;
    note(event.label);
    event.action.run();
    return true;
  }

  /** Starts {@code work} now, on a thread of its own, up to where it first waits. */
  void act(Runnable work) {
    var act = new Act();
    var heard = LogWatch.heard();
    THREADS.execute(
        () -> {
          act.go.acquireUninterruptibly();
          LogWatch.listenFor(heard);
          try {
            work.run();
          } finally {
            act.ended = true;
            back.release();
          }
        });
    hand(act);
  }

  private void hand(Act act) {
    var before = acting;
    if (before != null) {
      throw new IllegalStateException("only the stage hands the baton on");
    }
    acting = act;
    act.go.release();
    back.acquireUninterruptibly();
    acting = null;
    if (act.ended) {
      waiting.remove(act);
    }
  }

  /** Lets time pass for whoever acts; others may act meanwhile. */
  void pass(long millis) {
    var until = now + Math.max(0, millis);
    if (over) {
      return;
    }
    if (acting == null) {
      throw new IllegalStateException("nobody acts");
    }
    if (agenda.isEmpty() || agenda.peek().at > until) {
      now = until;
      return;
    }
    var me = acting;
    if (!waiting.contains(me)) {
      waiting.add(me);
    }
    at(until, "", () -> hand(me));
    back.release();
    me.go.acquireUninterruptibly();
  }

  /** Ends the world: whoever still waits comes back at once and finds that it is over. */
  void end() {
    over = true;
    agenda.clear();
    for (var act : List.copyOf(waiting)) {
      while (!act.ended) {
        hand(act);
      }
    }
  }

  boolean isOver() {
    return over;
  }

  /** Writes down that something happened: two runs of one seed must note the same. */
  void note(String what) {
    if (what.isEmpty()) {
      return;
    }
    trace = Tape.hash(trace ^ now, what);
    if (isVerbose) {
      System.out.println(now + " " + what);
    }
    history.addLast(now + " " + what);
    if (history.size() > LINES_MAX) {
      history.removeFirst();
    }
  }

  long trace() {
    return trace;
  }

  List<String> history() {
    return List.copyOf(history);
  }
}
