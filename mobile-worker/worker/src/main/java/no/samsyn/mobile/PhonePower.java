package no.samsyn.mobile;

import android.content.Context;
import android.os.BatteryManager;
import android.os.PowerManager;
import java.util.function.Supplier;
import no.samsyn.sync.NextRun;

/** How this phone's battery stands, for the plan of the next run. Thread-safe. */
final class PhonePower implements Supplier<NextRun.Power> {
  private final Context context;

  PhonePower(Context context) {
    this.context = context;
  }

  @Override
  public NextRun.Power get() {
    var battery = context.getSystemService(BatteryManager.class);
    var saver = context.getSystemService(PowerManager.class).isPowerSaveMode();
    var percent = battery.getIntProperty(BatteryManager.BATTERY_PROPERTY_CAPACITY);
    // A phone that does not know answers 0 or the least number there is.
    return new NextRun.Power(percent > 0 ? percent : -1, battery.isCharging(), saver);
  }
}
