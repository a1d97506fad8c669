package no.samsyn.testkit;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A sorted map whose changes can be taken back: the in-memory store's idea of a transaction. */
final class UndoMap<K extends Comparable<K>, V> {

  /** The changes of the transaction that is open, newest first. */
  static final class Log {
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Deque<Runnable> unforced = new ArrayDeque<>();
    private final Deque<Runnable> sinceCopy = new ArrayDeque<>();
    private boolean isCopied;

    void rollBack() {
      while (!undo.isEmpty()) {
        undo.pop().run();
      }
    }

    /** What is forced stays, and everything before it; what is not may still be lost. */
    void commit(boolean isForced) {
      if (isCopied) {
        undo.descendingIterator().forEachRemaining(sinceCopy::push);
      }
      if (isForced) {
        unforced.clear();
      } else {
        undo.descendingIterator().forEachRemaining(unforced::push);
      }
      undo.clear();
    }

    /** A transaction that is under way ends with it, and first: what it changed is the newest. */
    void loseUnforced() {
      rollBack();
      while (!unforced.isEmpty()) {
        unforced.pop().run();
        sinceCopy.poll();
      }
    }

    /** Remembers how things stand, and takes that for forced. */
    void copy() {
      isCopied = true;
      sinceCopy.clear();
      unforced.clear();
    }

    /** Everything is as it was when it was copied, if it ever was. */
    void putCopyBack() {
      rollBack();
      while (!sinceCopy.isEmpty()) {
        sinceCopy.pop().run();
      }
      unforced.clear();
    }
  }

  private final TreeMap<K, V> map = new TreeMap<>();
  private final Log log;

  UndoMap(Log log) {
    this.log = log;
  }

  Optional<V> get(K key) {
    return Optional.ofNullable(map.get(key));
  }

  void put(K key, V value) {
    var before = map.put(key, value);
    log.undo.push(
        () -> {
          if (before == null) {
            map.remove(key);
          } else {
            map.put(key, before);
          }
        });
  }

  void remove(K key) {
    var before = map.remove(key);
    if (before != null) {
      log.undo.push(() -> map.put(key, before));
    }
  }

  void clear() {
    for (var key : new TreeMap<>(map).keySet()) {
      remove(key);
    }
  }

  boolean has(K key) {
    return map.containsKey(key);
  }

  Collection<V> values() {
    return map.values();
  }

  NavigableMap<K, V> view() {
    return map;
  }

  int size() {
    return map.size();
  }
}
