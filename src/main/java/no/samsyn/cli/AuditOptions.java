package no.samsyn.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.Trouble;
import picocli.CommandLine.Option;

/** What of which audit trail: the same words for looking at it and for exporting it. */
final class AuditOptions {
  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "From this day on: 2026-11-20, or a time: 2026-11-20T08:00:00Z.")
  String from = "";

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "Up to the end of this day, or up to this time.")
  String until = "";

  @Option(names = "--actor", paramLabel = "U", description = "Done by this user; again for more.")
  List<String> actors = new ArrayList<>();

  @Option(names = "--record", paramLabel = "KEY", description = "About this record.")
  List<String> records = new ArrayList<>();

  @Option(names = "--entity", paramLabel = "E", description = "About records of this kind.")
  List<String> entities = new ArrayList<>();

  @Option(names = "--action", paramLabel = "A", description = "For example saved, sent, rejected.")
  List<String> actions = new ArrayList<>();

  @Option(names = "--outcome", paramLabel = "O", description = "How it ended, as a code.")
  List<String> outcomes = new ArrayList<>();

  @Option(
      names = "--of",
      paramLabel = "WHOSE",
      description = "device or organisation. Default: organisation for administrators.")
  String of = "";

  AuditFilter filter(ZoneId zone) {
    try {
      var start = from.isEmpty() ? AuditFilter.ALL.from() : time(from, zone, 0);
      var end = until.isEmpty() ? AuditFilter.ALL.until() : time(until, zone, 1);
      return AuditFilter.ALL
          .during(start, end)
          .with(By.ACTOR, array(actors))
          .with(By.RECORD, array(records))
          .with(By.ENTITY, array(entities))
          .with(By.ACTION, array(actions))
          .with(By.OUTCOME, array(outcomes));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw Trouble.wrongUse(
          "not-a-date",
          "--from and --until take a day such as 2026-11-20, or a time such as"
              + " 2026-11-20T08:00:00Z.");
    }
  }

  private static Instant time(String text, ZoneId zone, long daysLater) {
    return text.contains("T")
        ? Instant.parse(text)
        : LocalDate.parse(text).plusDays(daysLater).atStartOfDay(zone).toInstant();
  }

  private static String[] array(List<String> values) {
    return values.toArray(new String[0]);
  }

  AuditDesk.Of whose(AuditDesk desk) {
    return switch (of) {
      case "" -> desk.usual();
      case "device" -> AuditDesk.Of.DEVICE;
      case "organisation" -> AuditDesk.Of.ORGANISATION;
      default ->
          throw Trouble.wrongUse("unknown-value", "--of takes device or organisation, not that.");
    };
  }

  static String word(AuditDesk.Of of) {
    return of.name().toLowerCase(Locale.ROOT);
  }
}
