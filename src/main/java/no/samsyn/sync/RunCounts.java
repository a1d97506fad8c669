package no.samsyn.sync;

import java.util.HashSet;
import java.util.Set;

/** Counts what a run does; a mutation that travels twice counts once. Lives on the run's thread. */
final class RunCounts {
  private final Set<String> sent = new HashSet<>();
  private long accepted;
  private long conflicts;
  private long rejected;
  private long pulled;

  void sent(Set<String> mutations) {
    sent.addAll(mutations);
  }

  void settled(PushSettlement.Outcome outcome) {
    accepted += outcome.accepted();
    conflicts += outcome.conflicts();
    rejected += outcome.rejected();
  }

  void pulled(int records) {
    pulled += records;
  }

  SyncReport.Counts with(long left) {
    return new SyncReport.Counts(sent.size(), accepted, conflicts, rejected, left, pulled);
  }
}
