package no.samsyn.example;

import android.app.Application;
import android.content.pm.PackageManager;
import android.util.Log;
import no.samsyn.mobile.Samsyn;
import no.samsyn.mobile.SamsynException;
import no.samsyn.mobile.SamsynHost;
import org.jspecify.annotations.Nullable;

/** The app's process, which Android may start for a background run alone. */
public final class ExampleApp extends Application implements SamsynHost {
  private static final String TAG = "samsyn-example";
  private static final String SERVER = "no.samsyn.example.server"; // in the manifest

  private @Nullable Samsyn samsyn; // guarded by this

  @Override
  public void onCreate() {
    super.onCreate();
    Screen.DISK.execute(this::startSyncing);
  }

  private void startSyncing() {
    try {
      samsyn().start();
    } catch (SamsynException e) {
      Log.w(TAG, "Syncing does not start: " + e.code()); // the first screen says it in words
    }
  }

  @Override
  public synchronized Samsyn samsyn() {
    var known = samsyn;
    if (known == null) {
      known = Samsyn.create(this, server());
      samsyn = known;
    }
    return known;
  }

  private String server() {
    try {
      var info =
          getPackageManager().getApplicationInfo(getPackageName(), PackageManager.GET_META_DATA);
      return info.metaData.getString(SERVER, "");
    } catch (PackageManager.NameNotFoundException e) {
      throw new IllegalStateException("this very app is not installed", e);
    }
  }
}
