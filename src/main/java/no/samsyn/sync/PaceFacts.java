package no.samsyn.sync;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Pace} that a person set on this device. The name is stored on devices; never rename.
 */
public final class PaceFacts {
  private static final Logger LOG = LoggerFactory.getLogger(PaceFacts.class);
  private static final String PACE = "pace";
  private static final int PARTS = 8;

  private final Facts facts;

  public PaceFacts(Facts facts) {
    this.facts = facts;
  }

  /** Returns what was set; empty where nothing was, or what is there cannot be used. */
  public Optional<Pace> pace() {
    return facts.get(PACE).flatMap(PaceFacts::read);
  }

  private static Optional<Pace> read(String text) {
    var parts = text.split(" ", -1);
    if (parts.length < PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Pace(
              Duration.parse(parts[0]),
              backoff(parts, 1),
              backoff(parts, 3),
              new Pace.Breaker(backoff(parts, 5), Integer.parseInt(parts[7]))));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      LOG.warn("The stored pace cannot be used; the usual one holds: {}", text, e);
      return Optional.empty();
    }
  }

  private static Backoff backoff(String[] parts, int at) {
    return new Backoff(Duration.parse(parts[at]), Duration.parse(parts[at + 1]));
  }

  /** Keeps {@code pace}; the usual one is kept as nothing, so that a later usual one holds then. */
  public void set(Pace pace) {
    facts.set(PACE, pace.equals(Pace.DEFAULT) ? "" : written(pace));
  }

  private static String written(Pace pace) {
    return pace.period()
        + " "
        + written(pace.inRun())
        + " "
        + written(pace.perRecord())
        + " "
        + written(pace.breaker().openFor())
        + " "
        + pace.breaker().failures();
  }

  private static String written(Backoff backoff) {
    return backoff.first() + " " + backoff.max();
  }
}
