package no.samsyn.desktop;

import no.samsyn.console.Workplace;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStatus;

/** What background sync starts and asks. */
public interface Runs {
  SyncReport run(RunBudget budget, SyncEngine.Trigger trigger);

  SyncStatus status();

  /** Asks the server for a sign of life. */
  boolean isServerThere();

  /** Tells {@code listener} when the server has news. */
  void onServerNews(Runnable listener);

  /** Does what can wait until a run is over, and nobody waits for. */
  void rest();

  /** Returns the runs of {@code workplace}; between them, once a day, it is backed up. */
  static Runs of(Workplace workplace) {
    return new Runs() {
      @Override
      public SyncReport run(RunBudget budget, SyncEngine.Trigger trigger) {
        return workplace.sync().run(budget, trigger);
      }

      @Override
      public SyncStatus status() {
        return workplace.sync().status();
      }

      @Override
      public boolean isServerThere() {
        return workplace.isServerThere();
      }

      @Override
      public void rest() {
        var unused = workplace.backups().nowIfDue();
      }

      @Override
      public void onServerNews(Runnable listener) {
        workplace.onServerNews(listener);
      }
    };
  }
}
