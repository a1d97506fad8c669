package no.samsyn.mobile;

import java.util.ArrayList;
import java.util.List;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStatus;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/** Finds what stands between a saved change and the server. Pure but for the store it reads. */
final class Obstacles {
  private static final int RUNS_SHOWN = 5;

  private Obstacles() {}

  static WhyNotSent find(
      SyncStore store, SyncStatus status, PhoneConditions phone, BackgroundFacts.LastStop stop) {
    var runs = store.inTransaction(Durability.RELAXED, tx -> tx.runs().latest(RUNS_SHOWN));
    return new WhyNotSent(
        status.unsent(),
        codes(status, phone),
        status.nextRun(),
        status.nextRunBecause(),
        stop.code(),
        text(status, phone, stop, runs));
  }

  static List<String> codes(SyncStatus status, PhoneConditions phone) {
    var codes = new ArrayList<String>();
    if (status.unsent() == 0 && status.needsYou() == 0) {
      return codes;
    }
    addIf(codes, status.state() == SyncStatus.State.SIGN_IN_NEEDED, "sign-in-needed");
    addIf(codes, status.state() == SyncStatus.State.UPGRADE_NEEDED, "upgrade-needed");
    addIf(codes, status.state() == SyncStatus.State.DISK_FULL, "disk-full");
    addIf(codes, status.state() == SyncStatus.State.PAUSED, "paused");
    addIf(codes, status.needsYou() > 0, "needs-you");
    addIf(codes, !phone.online(), "no-network");
    addIf(codes, phone.backgroundRestricted(), "background-restricted");
    addIf(codes, phone.bucket().equals("restricted"), "app-standby-restricted");
    addIf(codes, phone.dataSaver(), "data-saver");
    addIf(codes, phone.powerSaver(), "power-saver");
    addIf(codes, phone.bucket().equals("rare"), "app-standby-rare");
    addIf(
        codes,
        phone.online() && status.state() == SyncStatus.State.OFFLINE,
        "server-does-not-answer");
    return codes;
  }

  private static void addIf(List<String> codes, boolean holds, String code) {
    if (holds) {
      codes.add(code);
    }
  }

  /** Codes, counts and times only: it is read by strangers. */
  private static String text(
      SyncStatus status,
      PhoneConditions phone,
      BackgroundFacts.LastStop stop,
      List<SyncReport> runs) {
    var text = new StringBuilder();
    text.append("state ").append(status.state().code());
    text.append("\nunsent ").append(status.unsent());
    text.append("\nneeds-you ").append(status.needsYou());
    text.append("\nin-review ").append(status.inReview());
    text.append("\nlast-in-sync ").append(status.lastInSync());
    text.append("\nnext-run ").append(status.nextRun()).append(", ");
    text.append(status.nextRunBecause());
    text.append("\nphone ").append(phone);
    if (!stop.code().isEmpty()) {
      text.append("\nlast-stop ").append(stop.code()).append(" at ").append(stop.at());
    }
    for (var run : runs) {
      text.append("\nrun ").append(run.startedAt()).append(' ').append(run.startedBecause());
      text.append(' ').append(run.stop().code()).append(" sent ").append(run.counts().sent());
      text.append(" pulled ").append(run.counts().pulled());
    }
    return text.toString();
  }
}
