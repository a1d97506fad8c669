package no.samsyn.mobile;

import android.content.Context;
import androidx.sqlite.db.framework.FrameworkSQLiteOpenHelperFactory;
import androidx.test.core.app.ApplicationProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.samsyn.mobile.store.PhoneStores;
import no.samsyn.model.Time;
import no.samsyn.net.HttpClients;
import no.samsyn.sync.NextRun;
import no.samsyn.sync.Pauses;
import no.samsyn.sync.RecordQuery;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.QuickTempDirs;

/** Phones on one server, each with a store of its own in Android's plain SQLite. */
final class PhoneRig implements AutoCloseable {
  static final String OLA = "ola";
  static final String KARI = "kari";
  static final String PASSWORD = "practice";

  private final Context context = ApplicationProvider.getApplicationContext();
  private final List<Samsyn> opened = new ArrayList<>();
  private Time time = new PhoneTime();
  private Pauses pauses = new PollingPauses();
  private NextRun.Power power = NextRun.Power.MAINS;

  /** Nobody waits for a clock that a test moves. */
  PhoneRig with(ManualTime chosen) {
    time = chosen;
    pauses = chosen;
    return this;
  }

  PhoneRig with(NextRun.Power chosen) {
    power = chosen;
    return this;
  }

  static Path newDirectory() {
    try {
      return QuickTempDirs.create();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Samsyn phone(String server, Path directory, WakeUps wakeUps) {
    var stores = new PhoneStores(context, new FrameworkSQLiteOpenHelperFactory());
    var parts =
        new PhoneParts(
            () -> stores.open(directory.toFile()),
            server,
            HttpClients::usual,
            () -> power,
            time,
            pauses,
            new PhoneChance());
    var phone = new Samsyn(context, parts, wakeUps);
    opened.add(phone);
    return phone;
  }

  /** A phone that WorkManager wakes: the app's own. */
  Samsyn appsPhone(String server, Path directory) {
    var phone = phone(server, directory, new WorkManagerWakeUps(context, time));
    ((TestApp) context).use(phone);
    return phone;
  }

  static Map<String, Object> activity(Samsyn phone, long minutes) {
    return Map.of(
        "peer_mentor",
        phone.ownMentor(),
        "type",
        anyType(phone),
        "date",
        "2026-11-20",
        "minutes",
        minutes);
  }

  static String anyType(Samsyn phone) {
    return list(phone, "activity_type").records().get(0).key();
  }

  static RecordList list(Samsyn phone, String entity) {
    return phone.list(new RecordQuery(entity, List.of(), "", false, 10_000, 0));
  }

  static String keyOf(SaveResult result) {
    if (result instanceof SaveResult.Saved saved) {
      return saved.key();
    }
    throw new AssertionError("not saved: " + result);
  }

  @Override
  public void close() {
    opened.forEach(Samsyn::close);
  }
}
