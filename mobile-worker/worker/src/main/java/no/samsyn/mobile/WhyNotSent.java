package no.samsyn.mobile;

import java.time.Instant;
import java.util.List;

/**
 * The answer to "why has it not been sent?".
 *
 * @param unsent how many changes wait
 * @param obstacles codes, the weightiest first; empty where nothing stands in the way
 * @param nextRunBecause words of the engine's plan
 * @param lastStop code of a {@link StopReason}; empty if the phone never stopped a run
 * @param forSupport all of it as text, without a name or a record
 */
public record WhyNotSent(
    long unsent,
    List<String> obstacles,
    Instant nextRun,
    String nextRunBecause,
    String lastStop,
    String forSupport) {
  public WhyNotSent {
    obstacles = List.copyOf(obstacles);
  }
}
