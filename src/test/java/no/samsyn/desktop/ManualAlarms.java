package no.samsyn.desktop;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import no.samsyn.testkit.ManualTime;

/** Rings when its time is moved on, all on the caller's thread, the earliest first. */
final class ManualAlarms implements Alarms {
  private final ManualTime time;
  private final Map<Alarm, Instant> set = new EnumMap<>(Alarm.class);
  private Consumer<Alarm> answers = alarm -> {};
  boolean closed;

  ManualAlarms(ManualTime time) {
    this.time = time;
  }

  @Override
  public void start(Consumer<Alarm> told) {
    answers = told;
  }

  @Override
  public void set(Alarm alarm, Duration wait) {
    if (!closed) {
      set.put(alarm, time.now().plus(wait));
    }
  }

  @Override
  public void clear(Alarm alarm) {
    set.remove(alarm);
  }

  @Override
  public void close() {
    closed = true;
    set.clear();
  }

  boolean isSet(Alarm alarm) {
    return set.containsKey(alarm);
  }

  Duration until(Alarm alarm) {
    return Duration.between(time.now(), set.get(alarm));
  }

  /** The computer is awake and {@code length} passes. */
  void pass(Duration length) {
    var end = time.now().plus(length);
    while (true) {
      var next = earliest().filter(alarm -> !set.get(alarm).isAfter(end));
      if (next.isEmpty()) {
        break;
      }
      var at = set.remove(next.get());
      if (at.isAfter(time.now())) {
        time.advance(Duration.between(time.now(), at));
      }
      answers.accept(next.get());
    }
    time.advance(Duration.between(time.now(), end));
  }

  /** The computer sleeps, wakes, and everything that was missed rings at once. */
  void sleep(Duration length) {
    time.advance(length);
    pass(Duration.ZERO);
  }

  private Optional<Alarm> earliest() {
    return set.keySet().stream().min((a, b) -> set.get(a).compareTo(set.get(b)));
  }
}
