package no.samsyn.mobile;

import android.content.Context;
import android.os.Build;
import androidx.work.ForegroundInfo;
import androidx.work.ListenableWorker;
import androidx.work.Worker;
import androidx.work.WorkerParameters;
import no.samsyn.sync.SyncEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What WorkManager calls. Holds no logic: {@link BackgroundRun} does, and says how it went.
 *
 * <p>WorkManager stores this class's name on devices: renaming it orphans scheduled work.
 */
public final class BackgroundSyncWorker extends Worker {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundSyncWorker.class);
  private static final int STOP_REASONS_FROM = Build.VERSION_CODES.S;

  public BackgroundSyncWorker(Context context, WorkerParameters parameters) {
    super(context, parameters);
  }

  @Override
  public ListenableWorker.Result doWork() {
    try {
      return resultOf(run().execute(getId().toString(), trigger()));
    } catch (RuntimeException e) {
      LOG.error("A bug ended a background run; everything queued is kept, and it runs again", e);
      return ListenableWorker.Result.retry();
    }
  }

  private static ListenableWorker.Result resultOf(BackgroundRun.Outcome outcome) {
    return switch (outcome) {
      case DONE -> ListenableWorker.Result.success();
      case TRY_LATER -> ListenableWorker.Result.retry();
      case NEEDS_PERSON -> ListenableWorker.Result.failure();
    };
  }

  private SyncEngine.Trigger trigger() {
    var because = getInputData().getString(WorkManagerWakeUps.BECAUSE);
    if (because == null) {
      return SyncEngine.Trigger.SCHEDULE;
    }
    if (because.equals(SyncEngine.Trigger.NOW.because())) {
      return SyncEngine.Trigger.NOW;
    }
    var hasJustAnswered = because.equals(WakeUps.Why.SIGNED_IN.code());
    return new SyncEngine.Trigger(because, false, hasJustAnswered);
  }

  /** Called on another thread; must return at once. */
  @Override
  public void onStopped() {
    run().handleExpiration(getId().toString(), stopReason());
  }

  private StopReason stopReason() {
    return Build.VERSION.SDK_INT >= STOP_REASONS_FROM
        ? StopReason.of(getStopReason())
        : StopReason.UNKNOWN;
  }

  private BackgroundRun run() {
    return SamsynHost.of(getApplicationContext()).background();
  }

  /** Asked for on Android 8 to 11 only, where "send now" runs with a notification. */
  @Override
  public @Nullable ForegroundInfo getForegroundInfo() {
    return SendingNotification.of(getApplicationContext());
  }
}
