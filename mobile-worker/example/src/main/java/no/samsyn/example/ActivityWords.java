package no.samsyn.example;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import no.samsyn.mobile.NeedsYou;
import no.samsyn.mobile.Notice;
import no.samsyn.mobile.RecordView;
import no.samsyn.mobile.WhyNotSent;
import no.samsyn.model.Problem;
import no.samsyn.sync.SyncStatus;

/** Says in words how things stand. No state is told by a colour or a sign alone. Pure. */
record ActivityWords(Words words) {
  /** "20. nov. 2026: Samtale, 60 minutter". */
  String what(RecordView activity, ActivityTypes types) {
    return what(activity.fields(), types);
  }

  String what(Map<String, Object> fields, ActivityTypes types) {
    return words.get(
        "activity.what",
        day(String.valueOf(fields.get("date"))),
        types.name(fields.getOrDefault("type", ""), words),
        fields.getOrDefault("minutes", 0L));
  }

  private String day(String date) {
    try {
      return LocalDate.parse(date)
          .format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(words.locale()));
    } catch (DateTimeParseException e) {
      return date;
    }
  }

  private String moment(Instant at) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT)
        .withLocale(words.locale())
        .format(at.atZone(ZoneId.systemDefault()));
  }

  /** A sign and the words: "○ ikke sendt". */
  String state(String code) {
    return words.get("state." + code);
  }

  /** The state as it is read aloud, without the sign. */
  String aloud(RecordView activity) {
    return words.get("aloud." + activity.state());
  }

  String standing(SyncStatus status) {
    var parts = new ArrayList<String>();
    parts.add(words.get("status." + status.state().code()));
    if (status.unsent() > 0) {
      parts.add(words.get("count.unsent", status.unsent()));
    }
    if (status.inReview() > 0) {
      parts.add(words.get("count.in-review", status.inReview()));
    }
    if (status.isEverythingSent()) {
      parts.add(words.get("count.none", moment(status.lastInSync())));
    }
    return String.join("\n", parts);
  }

  String notice(Notice notice, Optional<RecordView> about, ActivityTypes types) {
    var what = about.map(activity -> what(activity, types)).orElse(words.get("something"));
    return words.get("notice." + notice.kind().code(), notice.count(), what);
  }

  String why(WhyNotSent why) {
    var lines = new ArrayList<String>();
    lines.add(
        why.unsent() == 0 ? words.get("why.nothing") : words.get("count.unsent", why.unsent()));
    for (var code : why.obstacles()) {
      lines.add("• " + words.orElse("obstacle." + code, code));
    }
    if (why.unsent() > 0 && why.obstacles().isEmpty()) {
      lines.add(words.get("why.soon"));
    }
    if (why.nextRun().isAfter(Instant.EPOCH)) {
      lines.add(words.get("why.next", moment(why.nextRun())));
    }
    if (!why.lastStop().isEmpty()) {
      lines.add(words.get("why.stopped", words.orElse("stop." + why.lastStop(), why.lastStop())));
    }
    return String.join("\n", lines);
  }

  String reason(NeedsYou change) {
    var lines = new ArrayList<String>();
    lines.add(words.orElse("reason." + change.reason(), change.reason()));
    if (!change.sentence().isEmpty()) {
      lines.add(change.sentence());
    }
    lines.addAll(problems(change.problems()));
    return String.join("\n", lines);
  }

  List<String> problems(List<Problem> problems) {
    return problems.stream()
        .map(
            problem ->
                words.orElse("field." + problem.field(), problem.field())
                    + ": "
                    + words.orElse("problem." + problem.code(), problem.sentence()))
        .collect(Collectors.toList());
  }
}
