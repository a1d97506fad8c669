package no.samsyn.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.console.OutboxRow;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.SyncStatus;

/** What the engine's words are for people. Pure. */
final class Words {
  private Words() {}

  static String of(SyncStatus status) {
    return switch (status.state()) {
      case IDLE -> idle(status);
      case SYNCING -> "Syncing";
      case OFFLINE -> "The server cannot be reached; everything waits here";
      case SIGN_IN_NEEDED -> "Sign in needed: samsyn login";
      case UPGRADE_NEEDED -> "Please install a newer Samsyn; everything waits here";
      case DISK_FULL -> "The disk is full";
      case PAUSED -> "Paused";
      case ERROR -> "Something went wrong; see samsyn doctor";
    };
  }

  private static String idle(SyncStatus status) {
    if (status.isEverythingSent()) {
      return "Everything is sent";
    }
    return status.needsYou() > 0
        ? "Some changes need you: samsyn outbox list"
        : "Waits for the next sync";
  }

  static String of(SyncReport.Stop stop, String detail) {
    var known = Reasons.of(detail);
    var why = known.isEmpty() ? "" : ": " + known;

    return switch (stop) {
      case FINISHED -> "Done";
      case BUDGET -> "The time was up; the rest goes with the next run";
      case ASKED_TO_STOP -> "Stopped as you asked; the rest goes with the next run";
      case OFFLINE -> "The server cannot be reached" + why + "; everything waits here";
      case SERVER_BUSY -> "The server is busy" + why + "; everything waits here";
      case SERVER_FAILING -> "The server failed" + why + "; everything waits here";
      case SIGN_IN_NEEDED -> "Sign in needed: samsyn login; everything waits here";
      case UPGRADE_NEEDED -> "The server wants a newer Samsyn; everything waits here";
      case FORBIDDEN -> "The server does not let this account in" + why + "; ask an administrator";
      case PAUSED -> "Syncing is paused";
      case BREAKER_OPEN -> "The server has not answered for a while; a run waits";
      case DISK_FULL -> "The disk is full; free some space, nothing is lost";
      case ALREADY_RUNNING -> "A run is on its way already";
      case ERROR -> "Something went wrong" + why + "; see samsyn doctor";
    };
  }

  /** Returns one line with the counts that matter; what is 0 and normal is left out. */
  static String counts(SyncReport report) {
    var counts = report.counts();
    var parts = new ArrayList<String>();
    parts.add("Sent: " + counts.sent());
    parts.add("Accepted: " + counts.accepted());
    if (counts.conflicts() > 0) {
      parts.add("Two versions: " + counts.conflicts());
    }
    if (counts.rejected() > 0) {
      parts.add("Not accepted: " + counts.rejected());
    }
    parts.add("Not sent: " + counts.left());
    parts.add("Fetched: " + counts.pulled());
    parts.add(seconds(report.took().toMillis()));
    return String.join(" · ", parts);
  }

  static List<String> of(SyncReport report, SyncStatus status) {
    var lines = new ArrayList<String>();
    lines.add(of(report.stop(), report.detail()) + ".");
    lines.add(counts(report));
    if (status.needsYou() > 0) {
      lines.add("Needs you: " + status.needsYou() + ". See: samsyn outbox list");
    }
    if (status.inReview() > 0) {
      lines.add("Waits for a decision: " + status.inReview() + ". See: samsyn review list");
    }
    return lines;
  }

  static String seconds(long millis) {
    return millis / 1000 + "." + millis % 1000 / 100 + " s";
  }

  static Document json(SyncReport report) {
    var counts = report.counts();
    return new Document()
        .with("sent", counts.sent())
        .with("accepted", counts.accepted())
        .with("conflicts", counts.conflicts())
        .with("rejected", counts.rejected())
        .with("left", counts.left())
        .with("pulled", counts.pulled())
        .with("startedBecause", report.startedBecause())
        .with("stoppedBecause", report.stop().code())
        .withText("stoppedDetail", report.detail())
        .with("durationMs", report.took().toMillis());
  }

  static Document json(OutboxRow row) {
    return new Document()
        .with("mutation", row.mutation())
        .with("entity", row.record().entity())
        .with("key", row.record().key())
        .with("op", row.op())
        .with("state", row.state().word())
        .with("attempts", row.attempts())
        .withText("lastError", row.lastError())
        .withTime("nextAttempt", row.nextAttempt())
        .withText("waitsFor", row.waitsFor());
  }

  static String of(OutboxRow.State state) {
    return switch (state) {
      case WAITING -> "waiting";
      case SENT -> "tried, no answer yet";
      case HELD -> "held";
      case NEEDS_YOU -> "needs you";
    };
  }

  static String nextAttempt(OutboxRow row, Instant now, ZoneId zone) {
    return switch (row.state()) {
      case NEEDS_YOU, HELD -> "-";
      case WAITING, SENT ->
          row.nextAttempt().isAfter(now) ? When.of(row.nextAttempt(), now, zone) : "next sync";
    };
  }
}
