package no.samsyn.mobile;

import android.os.Handler;
import android.os.Looper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells observers on the main thread what commits touched; what comes between two of its turns is
 * told at once. Thread-safe.
 */
final class ChangeFeed {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  private final Handler main = new Handler(Looper.getMainLooper());
  private final List<Samsyn.Observer> observers = new CopyOnWriteArrayList<>();
  private final Set<String> waiting = new HashSet<>(); // guarded by itself
  private boolean posted; // guarded by waiting

  /** Called on the committing thread; returns at once. */
  void touched(Set<String> entities) {
    synchronized (waiting) {
      waiting.addAll(entities);
      if (posted) {
        return;
      }
      posted = true;
    }
    main.post(this::tell);
  }

  private void tell() {
    Set<String> entities;
    synchronized (waiting) {
      entities = Set.copyOf(waiting);
      waiting.clear();
      posted = false;
    }
    for (var observer : observers) {
      try {
        observer.changed(entities);
      } catch (RuntimeException e) {
        LOG.warn("An observer failed for {}; what was saved stands", entities, e);
      }
    }
  }

  Samsyn.Observation observe(Samsyn.Observer observer) {
    observers.add(observer);
    return () -> observers.remove(observer);
  }
}
