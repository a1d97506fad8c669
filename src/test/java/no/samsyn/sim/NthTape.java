package no.samsyn.sim;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A tape on which one thing fails once: the n-th call of a port, or the n-th occasion on which a
 * message may come to grief.
 */
final class NthTape extends Tape {
  /** They strike any call of a store's part, or any look of the server at its clock. */
  private static final Set<Fault> AT_CALLS =
      EnumSet.of(Fault.KILLED, Fault.POWER_CUT, Fault.DISK_FULL, Fault.SERVER_DIES);

  private final Fault fault;
  private final int n;
  private final Map<Fault, Integer> calls = new EnumMap<>(Fault.class);
  private boolean counts;

  /** {@code fromTheStart} counts sign-in and first snapshot, too. */
  NthTape(long seed, Fault fault, int n, boolean fromTheStart) {
    super(seed, Map.of(), Set.of());
    this.fault = fault;
    this.n = n;
    this.counts = fromTheStart;
  }

  @Override
  void calm(boolean isCalm) {
    super.calm(isCalm);
    counts = !isCalm;
  }

  @Override
  boolean strikes(Fault what, String whom) {
    return !AT_CALLS.contains(what) && isTurn(what);
  }

  @Override
  boolean failsHere(Fault what) {
    return AT_CALLS.contains(what) && isTurn(what);
  }

  private boolean isTurn(Fault what) {
    return counts && calls.merge(what, 1, Integer::sum) == n && what == fault;
  }

  /** Returns how many occasions there were for {@code what} while it counted. */
  int occasions(Fault what) {
    return calls.getOrDefault(what, 0);
  }
}
