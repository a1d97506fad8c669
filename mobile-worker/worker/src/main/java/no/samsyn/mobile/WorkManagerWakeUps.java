package no.samsyn.mobile;

import android.content.Context;
import androidx.work.BackoffPolicy;
import androidx.work.Constraints;
import androidx.work.Data;
import androidx.work.ExistingPeriodicWorkPolicy;
import androidx.work.ExistingWorkPolicy;
import androidx.work.NetworkType;
import androidx.work.OneTimeWorkRequest;
import androidx.work.OutOfQuotaPolicy;
import androidx.work.PeriodicWorkRequest;
import androidx.work.WorkManager;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import no.samsyn.model.Time;
import no.samsyn.sync.SyncEngine;

/**
 * Wakes up over WorkManager: one unique periodic work, one unique work for wishes, one for a next
 * run that comes before the period is over; never a chain. The names are stored on devices; never
 * rename. Their data says why a run starts, in one word, and nothing else.
 *
 * <p>When the next run comes is the engine's plan alone. WorkManager's own backoff counts only
 * where the engine could not make one. Thread-safe; WorkManager writes on a thread of its own.
 */
final class WorkManagerWakeUps implements WakeUps {
  static final String PERIODIC = "samsyn-sync-periodic";
  static final String ONCE = "samsyn-sync-once";
  static final String NEXT = "samsyn-sync-next";
  static final String BECAUSE = "because";

  /** The least that WorkManager allows, also from one run to a next time that was set. */
  private static final Duration PERIOD = Duration.ofMinutes(15);

  /** A plan that is a moment short of the period, because making it took one, is the period. */
  private static final Duration EARLY_MAX = Duration.ofMinutes(14);

  private static final long QUIET_SECONDS = 2; // somebody who fills in a form saves again soon
  private static final long BACKOFF_SECONDS = 30;

  private final Context context;
  private final Time time;

  WorkManagerWakeUps(Context context, Time time) {
    this.context = context;
    this.time = time;
  }

  private WorkManager works() {
    return WorkManager.getInstance(context);
  }

  @Override
  public void register() {
    var unused = works().enqueueUniquePeriodicWork(PERIODIC, update(), periodic().build());
  }

  @Override
  public void soon(Why why) {
    var request = once(why.code()).setInitialDelay(QUIET_SECONDS, TimeUnit.SECONDS).build();
    var unused = works().enqueueUniqueWork(ONCE, ExistingWorkPolicy.KEEP, request);
  }

  @Override
  public void now(boolean running) {
    var request =
        once(SyncEngine.Trigger.NOW.because())
            .setExpedited(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST)
            .build();
    var policy = running ? ExistingWorkPolicy.KEEP : ExistingWorkPolicy.REPLACE;
    var unused = works().enqueueUniqueWork(ONCE, policy, request);
  }

  @Override
  public void scheduleNext(Duration delay) {
    if (delay.compareTo(EARLY_MAX) < 0) {
      early(delay);
    } else {
      late(delay);
    }
  }

  /** Takes the place of what runs under this name, which has done its work when it plans. */
  private void early(Duration delay) {
    var request =
        once(SyncEngine.Trigger.SCHEDULE.because())
            .setInitialDelay(delay.toMillis(), TimeUnit.MILLISECONDS)
            .build();
    var unused = works().enqueueUniqueWork(NEXT, ExistingWorkPolicy.REPLACE, request);
  }

  /** Counts for the time after a run that is on its way, too. */
  private void late(Duration delay) {
    var at = time.now().plus(delay).toEpochMilli();
    var request = periodic().setNextScheduleTimeOverride(at).build();
    var unused = works().enqueueUniquePeriodicWork(PERIODIC, update(), request);
  }

  @Override
  public void cancel() {
    var unused = works().cancelUniqueWork(PERIODIC);
    var unusedToo = works().cancelUniqueWork(ONCE);
    var unusedAsWell = works().cancelUniqueWork(NEXT);
  }

  /** Keeps when the work began, and lets a run that is on its way end as it is. */
  private static ExistingPeriodicWorkPolicy update() {
    return ExistingPeriodicWorkPolicy.UPDATE;
  }

  private static PeriodicWorkRequest.Builder periodic() {
    return new PeriodicWorkRequest.Builder(
            BackgroundSyncWorker.class, PERIOD.toMinutes(), TimeUnit.MINUTES)
        .setConstraints(connected())
        .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, BACKOFF_SECONDS, TimeUnit.SECONDS)
        .setInputData(because(SyncEngine.Trigger.SCHEDULE.because()));
  }

  private static OneTimeWorkRequest.Builder once(String because) {
    return new OneTimeWorkRequest.Builder(BackgroundSyncWorker.class)
        .setConstraints(connected())
        .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, BACKOFF_SECONDS, TimeUnit.SECONDS)
        .setInputData(because(because));
  }

  private static Constraints connected() {
    return new Constraints.Builder().setRequiredNetworkType(NetworkType.CONNECTED).build();
  }

  private static Data because(String word) {
    return new Data.Builder().putString(BECAUSE, word).build();
  }
}
