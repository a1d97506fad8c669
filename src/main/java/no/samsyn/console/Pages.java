package no.samsyn.console;

import java.util.List;
import java.util.function.Consumer;

/** Walks through lists that come in pages, within one transaction. */
public final class Pages {
  private Pages() {}

  /** Returns items from {@code offset} on. */
  @FunctionalInterface
  public interface Page<T> {
    List<T> read(int limit, long offset);
  }

  public static <T> void each(int size, Page<T> pages, Consumer<? super T> work) {
    var offset = 0L;
    while (true) {
      var page = pages.read(size, offset);
      page.forEach(work);
      if (page.size() < size) {
        return;
      }
      offset += size;
    }
  }
}
