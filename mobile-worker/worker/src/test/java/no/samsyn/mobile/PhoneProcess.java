package no.samsyn.mobile;

import static org.robolectric.Shadows.shadowOf;

import android.app.job.JobInfo;
import android.app.job.JobScheduler;
import android.content.Context;
import android.content.ContextWrapper;
import android.os.Looper;
import androidx.test.core.app.ApplicationProvider;
import androidx.work.Configuration;
import androidx.work.WorkInfo;
import androidx.work.impl.StartStopToken;
import androidx.work.impl.WorkDatabase;
import androidx.work.impl.WorkLauncherImpl;
import androidx.work.impl.WorkManagerImpl;
import androidx.work.impl.WorkManagerImplExtKt;
import androidx.work.impl.background.systemjob.SystemJobScheduler;
import androidx.work.impl.model.WorkGenerationalId;
import androidx.work.impl.utils.taskexecutor.WorkManagerTaskExecutor;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.robolectric.util.ReflectionHelpers;

/**
 * One process of the app, with WorkManager as it is on phones: on a database in a file, with the
 * system's job scheduler and threads of its own. What it leaves is what the next process finds.
 */
final class PhoneProcess extends ContextWrapper implements SamsynHost {
  private static final int SECONDS_MAX = 60; // a loaded machine takes its time

  private static final String STILL_WORKS = "a work of the process does not end";

  private static final String WORK = "EXTRA_WORK_SPEC_ID"; // in each of WorkManager's jobs

  private final Path files;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(4, 4, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  private final AtomicLong later = new AtomicLong();
  private final WorkManagerImpl works;
  private Samsyn samsyn;

  PhoneProcess(Path files) {
    super(ApplicationProvider.<Context>getApplicationContext());
    this.files = files;
    var configuration =
        new Configuration.Builder()
            .setExecutor(threads)
            .setTaskExecutor(threads)
            .setClock(() -> new PhoneTime().now().toEpochMilli() + later.get())
            .build();
    var tasks = new WorkManagerTaskExecutor(threads);
    var database =
        WorkDatabase.Companion.create(
            this, tasks.getSerialTaskExecutor(), configuration.getClock(), false);
    this.works = WorkManagerImplExtKt.createWorkManager(this, configuration, tasks, database);
    takeOver();
  }

  /** WorkManager is one in a process; here processes take turns. */
  void takeOver() {
    WorkManagerImpl.setDelegate(works);
  }

  /** WorkManager believes that so much more time has passed. */
  void letTimePass(Duration length) {
    later.addAndGet(length.toMillis());
  }

  PhoneProcess with(Samsyn chosen) {
    samsyn = chosen;
    return this;
  }

  @Override
  public Samsyn samsyn() {
    return samsyn;
  }

  @Override
  public Context getApplicationContext() {
    return this;
  }

  @Override
  public File getNoBackupFilesDir() {
    return files.toFile();
  }

  List<WorkInfo> of(String name) {
    try {
      return works.getWorkInfosForUniqueWork(name).get();
    } catch (ExecutionException e) {
      throw new AssertionError("WorkManager does not tell", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Waits until the only work of that name is as it should be. */
  WorkInfo await(String name, Predicate<WorkInfo> asItShouldBe) {
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

  /** What the system has been asked to start, for the only work of that name. */
  JobInfo awaitJob(String name) {
    return jobOf(awaitAsked(name)).orElseThrow();
  }

  private WorkInfo awaitAsked(String name) {
    return await(
        name, work -> work.getState() == WorkInfo.State.ENQUEUED && jobOf(work).isPresent());
  }

  private Optional<JobInfo> jobOf(WorkInfo work) {
    return jobs().getAllPendingJobs().stream()
        .filter(job -> work.getId().toString().equals(job.getExtras().getString(WORK)))
        .findFirst();
  }

  /** From Android 14 on, it is one of WorkManager's own. */
  JobScheduler jobs() {
    var scheduler =
        works.getSchedulers().stream()
            .filter(SystemJobScheduler.class::isInstance)
            .findFirst()
            .orElseThrow();
    return ReflectionHelpers.getField(scheduler, "mJobScheduler");
  }

  /** Starts it as WorkManager's service does when the system says that its time has come. */
  void letSystemStart(String name) {
    var work = awaitAsked(name);
    var id = new WorkGenerationalId(work.getId().toString(), work.getGeneration());
    new WorkLauncherImpl(works.getProcessor(), works.getWorkTaskExecutor())
        .startWork(new StartStopToken(id), null);
  }

  /** The database goes first: it waits for what WorkManager still does on the threads. */
  void close() throws InterruptedException {
    WorkManagerImpl.setDelegate(null);
    awaitIdle();
    works.closeDatabase();
    threads.shutdown();
    if (!threads.awaitTermination(SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new AssertionError(STILL_WORKS);
    }
  }

  private void awaitIdle() {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (threads.getActiveCount() > 0 || !threads.getQueue().isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(STILL_WORKS);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
