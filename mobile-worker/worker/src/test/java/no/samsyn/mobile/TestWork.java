package no.samsyn.mobile;

import static org.robolectric.Shadows.shadowOf;

import android.os.Looper;
import androidx.test.core.app.ApplicationProvider;
import androidx.work.Configuration;
import androidx.work.WorkInfo;
import androidx.work.WorkManager;
import androidx.work.testing.SynchronousExecutor;
import androidx.work.testing.TestDriver;
import androidx.work.testing.WorkManagerTestInitHelper;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The real WorkManager, whose constraints and delays are met when a test says so. */
final class TestWork {
  private static final int SECONDS_MAX = 30; // a loaded machine takes seconds

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

  /** Everything runs on threads of its own, as on a phone. */
  static void initializeWithThreads() {
    WorkManagerTestInitHelper.initializeTestWorkManager(
        ApplicationProvider.getApplicationContext(),
        new Configuration.Builder()
            .setExecutor(Executors.newFixedThreadPool(2))
            .setTaskExecutor(Executors.newFixedThreadPool(2))
            .build(),
        WorkManagerTestInitHelper.ExecutorsMode.PRESERVE_EXECUTORS);
  }

  /** Waits until the only work of that name is as it should be. */
  static WorkInfo await(String name, Predicate<WorkInfo> asItShouldBe) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (System.nanoTime() < end) {
      shadowOf(Looper.getMainLooper()).idle(); // where workers are started
      var all = of(name);
      if (all.size() == 1 && asItShouldBe.test(all.get(0))) {
        return all.get(0);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError(name + " stayed " + of(name));
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
    letRun(WorkManagerWakeUps.ONCE);
  }

  static void letRun(String name) {
    var id = only(name).getId();
    driver().setInitialDelayMet(id);
    driver().setAllConstraintsMet(id);
  }

  static void letPeriodicRun() {
    var id = only(WorkManagerWakeUps.PERIODIC).getId();
    driver().setPeriodDelayMet(id);
    driver().setAllConstraintsMet(id);
  }
}
