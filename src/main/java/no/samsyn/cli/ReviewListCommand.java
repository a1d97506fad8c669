package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.console.review.QueuePage;
import no.samsyn.console.review.QueueWish;
import no.samsyn.console.review.Spelling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code samsyn review list}: the queue. */
@Command(name = "list", description = "List what waits for a decision, the oldest first.")
final class ReviewListCommand implements Callable<Integer> {
  private static final int LIMIT = 50; // what a person looks through; programs say their own

  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "open, mine, deferred, decided or all. Default: open.")
  String status = "open";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "two_versions, edit_and_delete or duplicate.")
  String kind = "";

  @Option(names = "--mentor", paramLabel = "KEY", description = "Of this mentor's records.")
  String mentor = "";

  @Option(names = "--type", paramLabel = "KEY", description = "Of activities of this type.")
  String type = "";

  @Option(names = "--older-than", paramLabel = "DAYS", description = "Waiting for more days.")
  long olderThan = -1;

  @Option(
      names = "--severity",
      paramLabel = "SEVERITY",
      description = "same-field, or near: two records that look like one.")
  String severity = "";

  @Option(names = "--assigned", paramLabel = "USER", description = "Assigned to this person.")
  String assigned = "";

  @Option(names = "--search", paramLabel = "TEXT", description = "That hold this text.")
  String search = "";

  @Option(names = "--sort", paramLabel = "ORDER", description = "oldest or mentor.")
  String sort = "oldest";

  @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: 50.")
  int limit = LIMIT;

  @Option(names = "--offset", paramLabel = "N", description = "Leave out so many first.")
  long offset;

  ReviewListCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var wish = wish();
    return common.inWorkplace(
        around,
        workplace -> {
          var page = workplace.reviews().list(wish);
          return new Answer(ExitCode.DONE, json(page), () -> lines(page));
        });
  }

  private QueueWish wish() {
    if (!severity.isEmpty()) {
      var unused = Spelling.read(QueueWish.Severity.class, "--severity", severity);
    }
    return new QueueWish(
        Spelling.read(QueueWish.Status.class, "--status", status),
        new QueueWish.Filters(kind, mentor, type, severity, assigned, search, olderThan),
        Spelling.read(QueueWish.Order.class, "--sort", sort),
        around.time().now().atZone(around.zone()).toLocalDate(),
        limit,
        offset);
  }

  private static Document json(QueuePage page) {
    var counts = page.counts();
    return new Document()
        .with("total", page.total())
        .with("open", counts.open())
        .with("mine", counts.mine())
        .with("deferred", counts.deferred())
        .with("decided", counts.decided())
        .with("rows", page.rows().stream().map(row -> ReviewJson.of(row).members()).toList());
  }

  private List<String> lines(QueuePage page) {
    var table =
        new Table(List.of("review", "what", "mentor", "fields", "days", "status", "assigned to"));
    for (var row : page.rows()) {
      var standing = row.review().standing();
      var until = standing.deferredUntil();
      table.add(
          List.of(
              row.key(),
              ReviewLines.kind(row.review().subject().kind()),
              row.mentorName(),
              String.join(", ", row.review().sides().contested()),
              Long.toString(row.ageDays()),
              standing.status() + (until.isEmpty() ? "" : ", put off until " + until),
              standing.assignedTo()));
    }
    var lines = new ArrayList<String>();
    if (!page.rows().isEmpty()) {
      lines.addAll(table.lines(around.terminal().width()));
    }
    var counts = page.counts();
    lines.add(page.rows().size() + " of " + page.total());
    lines.add(
        "Open: "
            + counts.open()
            + " · Assigned to you: "
            + counts.mine()
            + " · Put off: "
            + counts.deferred()
            + " · Decided: "
            + counts.decided());
    return lines;
  }
}
