package no.samsyn.mobile;

import android.app.Notification;
import android.app.NotificationChannel;
import android.app.NotificationManager;
import android.content.Context;
import androidx.work.ForegroundInfo;
import java.util.Locale;

/**
 * The notification that Android before 12 shows while "send now" runs. It says that something is
 * sent, never what.
 */
final class SendingNotification {
  private static final String CHANNEL = "samsyn-sync"; // stored on devices; never rename
  private static final int ID = 0x5A45; // any number that the app does not use

  private SendingNotification() {}

  static ForegroundInfo of(Context context) {
    var words = wordsIn(context.getResources().getConfiguration().getLocales().get(0));
    var channel = new NotificationChannel(CHANNEL, words, NotificationManager.IMPORTANCE_LOW);
    context.getSystemService(NotificationManager.class).createNotificationChannel(channel);
    var notification =
        new Notification.Builder(context, CHANNEL)
            .setSmallIcon(android.R.drawable.stat_notify_sync)
            .setContentTitle(words)
            .setOngoing(true)
            .setVisibility(Notification.VISIBILITY_PUBLIC)
            .build();
    return new ForegroundInfo(ID, notification);
  }

  static String wordsIn(Locale locale) {
    return switch (locale.getLanguage()) {
      case "nb", "no" -> "Sender det som venter";
      case "nn" -> "Sender det som ventar";
      default -> "Sending what waits";
    };
  }
}
