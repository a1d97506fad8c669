package no.samsyn.server.feed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells those who listen, within this process, that an organisation's feed has grown. Thread-safe.
 * Listeners are called on the writer's thread and must return at once; a ring may be lost, because
 * polling stays.
 */
public final class Bell {
  /** Hears how far a feed reaches. */
  public interface Listener {
    void rung(String organisation, long seq);
  }

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  public void leave(Listener listener) {
    listeners.remove(listener);
  }

  public void ring(String organisation, long seq) {
    listeners.forEach(listener -> listener.rung(organisation, seq));
  }
}
