package no.samsyn.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Times work, takes medians, prints lines that docs/performance.md quotes. */
final class Figures {
  private Figures() {}

  interface Work {
    void run() throws Exception;
  }

  static double seconds(Work work) throws Exception {
    var begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Returns the time of each call in milliseconds, sorted. */
  static double[] eachMillis(int calls, LongConsumer call) {
    var millis = new double[calls];
    for (var i = 0; i < calls; i++) {
      var begin = System.nanoTime();
      call.accept(i);
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  static double median(double... values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  static double total(double[] millis) {
    return Arrays.stream(millis).sum() / 1e3;
  }

  static double percentile(double[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
  }

  static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
