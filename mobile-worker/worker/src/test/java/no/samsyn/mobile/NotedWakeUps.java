package no.samsyn.mobile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Notes down what was asked of the platform, and wakes nobody. */
final class NotedWakeUps implements WakeUps {
  private final List<String> asked = new ArrayList<>();
  private final List<Duration> planned = new ArrayList<>();

  @Override
  public synchronized void register() {
    asked.add("register");
  }

  @Override
  public synchronized void soon(Why why) {
    asked.add("soon: " + why.code());
  }

  @Override
  public synchronized void now(boolean running) {
    asked.add(running ? "now, beside a run" : "now");
  }

  @Override
  public synchronized void scheduleNext(Duration delay) {
    asked.add("next");
    planned.add(delay);
  }

  @Override
  public synchronized void cancel() {
    asked.add("cancel");
  }

  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  synchronized List<Duration> planned() {
    return List.copyOf(planned);
  }

  synchronized void forget() {
    asked.clear();
    planned.clear();
  }
}
