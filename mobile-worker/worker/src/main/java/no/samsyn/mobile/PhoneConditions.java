package no.samsyn.mobile;

import android.app.ActivityManager;
import android.app.usage.UsageStatsManager;
import android.content.Context;
import android.net.ConnectivityManager;
import android.net.NetworkCapabilities;
import android.os.Build;
import android.os.PowerManager;
import androidx.annotation.RequiresApi;

/**
 * What this phone lets an app do in the background just now.
 *
 * @param dataSaver whether data saver keeps this app from the network it has
 * @param batteryOptimised whether the system may put the app's work off
 * @param bucket how much the system thinks the app is used: {@code active} to {@code never}
 */
public record PhoneConditions(
    boolean online,
    boolean dataSaver,
    boolean powerSaver,
    boolean backgroundRestricted,
    boolean batteryOptimised,
    String bucket) {

  private static final int BUCKETS_FROM = Build.VERSION_CODES.P;
  private static final String UNKNOWN = "unknown";

  static PhoneConditions of(Context context) {
    var power = context.getSystemService(PowerManager.class);
    var network = context.getSystemService(ConnectivityManager.class);
    var knowsBuckets = Build.VERSION.SDK_INT >= BUCKETS_FROM;
    return new PhoneConditions(
        isOnline(network),
        isHeldBackByDataSaver(network),
        power.isPowerSaveMode(),
        knowsBuckets && isBackgroundRestricted(context),
        !power.isIgnoringBatteryOptimizations(context.getPackageName()),
        knowsBuckets ? bucketOf(context) : UNKNOWN);
  }

  private static boolean isOnline(ConnectivityManager network) {
    var capabilities = network.getNetworkCapabilities(network.getActiveNetwork());
    return capabilities != null
        && capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET);
  }

  private static boolean isHeldBackByDataSaver(ConnectivityManager network) {
    return network.isActiveNetworkMetered()
        && network.getRestrictBackgroundStatus()
            == ConnectivityManager.RESTRICT_BACKGROUND_STATUS_ENABLED;
  }

  @RequiresApi(BUCKETS_FROM)
  private static boolean isBackgroundRestricted(Context context) {
    return context.getSystemService(ActivityManager.class).isBackgroundRestricted();
  }

  @RequiresApi(BUCKETS_FROM)
  private static String bucketOf(Context context) {
    var bucket = context.getSystemService(UsageStatsManager.class).getAppStandbyBucket();
    if (bucket <= UsageStatsManager.STANDBY_BUCKET_ACTIVE) {
      return "active";
    } else if (bucket <= UsageStatsManager.STANDBY_BUCKET_WORKING_SET) {
      return "working-set";
    } else if (bucket <= UsageStatsManager.STANDBY_BUCKET_FREQUENT) {
      return "frequent";
    } else if (bucket <= UsageStatsManager.STANDBY_BUCKET_RARE) {
      return "rare";
    }
    return "restricted";
  }
}
