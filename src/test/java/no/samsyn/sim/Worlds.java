package no.samsyn.sim;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Plays as many worlds at a time as there are processors, each in a hall of its own. A world shares
 * nothing with its neighbours, so what happens in it is the same as if it were alone.
 */
final class Worlds implements AutoCloseable {
  private static final int AT_ONCE_MAX = 4;
  private static final int AHEAD = 4; // so that a long world holds up nobody

  private final int atOnce = Math.min(AT_ONCE_MAX, Runtime.getRuntime().availableProcessors());
  private final ExecutorService threads = Executors.newFixedThreadPool(atOnce);
  private final List<Hall> halls = new ArrayList<>();
  private final ConcurrentLinkedQueue<Hall> free = new ConcurrentLinkedQueue<>();

  Worlds() {
    for (var i = 0; i < atOnce; i++) {
      halls.add(new Hall());
    }
    free.addAll(halls);
  }

  /** Returns a hall for whoever plays alone. */
  Hall hall() {
    return halls.get(0);
  }

  /** Plays {@code game} with each of {@code tasks} and hands out what became of it, in order. */
  <S, T> void play(Iterable<S> tasks, BiFunction<Hall, S, T> game, Consumer<T> judge) {
    play(tasks.iterator(), game, judge);
  }

  /** As many as {@code tasks} gives; none is asked for long before it is played. */
  <S, T> void play(Iterator<S> tasks, BiFunction<Hall, S, T> game, Consumer<T> judge) {
    var under = new ArrayList<Future<T>>();
    try {
      while (tasks.hasNext() || !under.isEmpty()) {
        while (tasks.hasNext() && under.size() < AHEAD * atOnce) {
          var task = tasks.next();
          under.add(threads.submit(inAHall(game, task)));
        }
        judge.accept(under.remove(0).get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      under.forEach(each -> each.cancel(false));
    }
  }

  private <S, T> Callable<T> inAHall(BiFunction<Hall, S, T> game, S task) {
    return () -> {
      var hall = free.remove();
      try {
        return game.apply(hall, task);
      } finally {
        free.add(hall);
      }
    };
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(5, TimeUnit.MINUTES); // nobody's hall goes while it is played in
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    halls.forEach(Hall::close);
  }
}
