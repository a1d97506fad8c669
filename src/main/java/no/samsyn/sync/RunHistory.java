package no.samsyn.sync;

import java.util.List;

/** The reports of past runs, newest first, the oldest forgotten beyond {@link #KEPT_MAX}. */
public interface RunHistory {
  int KEPT_MAX = 1_000;

  void add(SyncReport report);

  List<SyncReport> latest(int max);
}
