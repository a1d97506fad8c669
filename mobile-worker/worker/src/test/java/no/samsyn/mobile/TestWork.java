package no.samsyn.mobile;

import androidx.test.core.app.ApplicationProvider;
import androidx.work.Configuration;
import androidx.work.WorkInfo;
import androidx.work.WorkManager;
import androidx.work.testing.SynchronousExecutor;
import androidx.work.testing.TestDriver;
import androidx.work.testing.WorkManagerTestInitHelper;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The real WorkManager, whose constraints and delays are met when a test says so. */
final class TestWork {
  private TestWork() {}

  /** Everything runs in place, on the thread that asks for it. */
  static void initialize() {
    WorkManagerTestInitHelper.initializeTestWorkManager(
        ApplicationProvider.getApplicationContext(),
        new Configuration.Builder()
            .setExecutor(new SynchronousExecutor())
            .setTaskExecutor(new SynchronousExecutor())
            .build());
  }

  static WorkManager works() {
    return WorkManager.getInstance(ApplicationProvider.getApplicationContext());
  }

  static TestDriver driver() {
    return WorkManagerTestInitHelper.getTestDriver(ApplicationProvider.getApplicationContext());
  }

  static List<WorkInfo> of(String name) {
    try {
      return works().getWorkInfosForUniqueWork(name).get();
    } catch (ExecutionException e) {
      throw new AssertionError("WorkManager does not tell", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  static WorkInfo only(String name) {
    var all = of(name);
    if (all.size() != 1) {
      throw new AssertionError(name + ": expected one work, but there are " + all);
    }
    return all.get(0);
  }

  /** There is a network, and time has passed. */
  static void letOnceRun() {
    var id = only(WorkManagerWakeUps.ONCE).getId();
    driver().setInitialDelayMet(id);
    driver().setAllConstraintsMet(id);
  }

  static void letPeriodicRun() {
    var id = only(WorkManagerWakeUps.PERIODIC).getId();
    driver().setPeriodDelayMet(id);
    driver().setAllConstraintsMet(id);
  }
}
