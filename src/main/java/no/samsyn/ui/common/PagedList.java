package no.samsyn.ui.common;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.collections.ObservableListBase;

/**
 * A list of any length that holds only the pages in sight. A row that is not there yet is {@code
 * waiting}, and its page is asked for; when it arrives the rows tell that they changed. Belongs to
 * JavaFX's thread.
 */
public final class PagedList<T> extends ObservableListBase<T> {
  /** So many rows are asked for at a time. */
  public static final int PAGE = 200;

  private static final int PAGES_MAX = 40; // more rows than any screen and its scrolling need

  private final int size;
  private final T waiting;
  private final Source<T> source;
  private final Set<Integer> asked = new HashSet<>();
  private final Map<Integer, List<T>> pages =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<T>> eldest) {
          return size() > PAGES_MAX;
        }
      };

  public PagedList(int size, T waiting, Source<T> source) {
    this.size = size;
    this.waiting = waiting;
    this.source = source;
  }

  /** A longer list that begins with the rows of {@code first}, which are here already. */
  public PagedList(PagedList<T> first, int size) {
    this(size, first.waiting, first.source);
    first.pages.forEach(
        (number, rows) -> {
          if (rows.size() == PAGE) { // a shorter one goes on now
            pages.put(number, rows);
          }
        });
  }

  /** Brings rows from {@code from} (inclusive) to {@code to} (exclusive), now or later. */
  @FunctionalInterface
  public interface Source<T> {
    void bring(int from, int to, Consumer<List<T>> arrived);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public T get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
    var page = pages.get(index / PAGE);
    if (page == null) {
      ask(index / PAGE);
      page = pages.get(index / PAGE); // in tests it is there at once
    }
    return page == null || index % PAGE >= page.size() ? waiting : page.get(index % PAGE);
  }

  private void ask(int number) {
    if (asked.add(number)) {
      var from = number * PAGE;
      var to = Math.min(size, from + PAGE);
      source.bring(from, to, rows -> arrived(number, rows));
    }
  }

  private void arrived(int number, List<T> rows) {
    asked.remove(number);
    pages.put(number, List.copyOf(rows));
    var from = number * PAGE;
    beginChange();
    for (var index = from; index < Math.min(size, from + rows.size()); index++) {
      nextUpdate(index);
    }
    endChange();
  }

  /** Asks again for every page in sight; until they arrive the old rows stay. */
  public void refresh() {
    List.copyOf(pages.keySet()).forEach(this::ask);
  }

  /** Hands out the rows that are here, with their places. */
  public void forEachLoaded(BiConsumer<Integer, T> work) {
    Map.copyOf(pages)
        .forEach(
            (number, rows) -> {
              for (var i = 0; i < rows.size(); i++) {
                work.accept(number * PAGE + i, rows.get(i));
              }
            });
  }

  /** Looks only at what is here: the selection asks for this, and must not load everything. */
  @Override
  public int indexOf(Object wanted) {
    for (var page : pages.entrySet()) {
      var at = page.getValue().indexOf(wanted);
      if (at >= 0) {
        return page.getKey() * PAGE + at;
      }
    }
    return -1;
  }

  @Override
  public int lastIndexOf(Object wanted) {
    return indexOf(wanted);
  }

  @Override
  public boolean contains(Object wanted) {
    return indexOf(wanted) >= 0;
  }

  @Override
  public boolean containsAll(Collection<?> wanted) {
    return wanted.stream().allMatch(this::contains);
  }
}
