package no.samsyn.server.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import no.samsyn.model.Time;
import no.samsyn.server.scope.Refusal;

/**
 * Slows down guessing: after some wrong passwords for one name, that name waits. Thread-safe; in
 * memory only, so a restart forgives.
 */
final class SignInThrottle {
  private static final int FREE_FAILURES = 5;
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final int NAMES_MAX = 10_000;

  private record Failures(int count, long lastMillis) {}

  private final Time time;
  private final Map<String, Failures> failures = new Recent(); // guarded by this

  SignInThrottle(Time time) {
    this.time = time;
  }

  synchronized void requireAllowed(String name) {
    var known = failures.get(name);
    if (known == null || known.count < FREE_FAILURES) {
      return;
    }
    var left = WAIT.toMillis() - (time.monotonicMillis() - known.lastMillis);
    if (left > 0) {
      throw Refusal.tooMany(Duration.ofMillis(left));
    }
  }

  synchronized void failed(String name) {
    var count = failures.containsKey(name) ? failures.get(name).count + 1 : 1;
    failures.put(name, new Failures(count, time.monotonicMillis()));
  }

  synchronized void succeeded(String name) {
    failures.remove(name);
  }

  private static final class Recent extends LinkedHashMap<String, Failures> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
      return size() > NAMES_MAX;
    }
  }
}
