package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.console.OutboxDesk;
import no.samsyn.console.OutboxItem;
import no.samsyn.console.Trouble;
import no.samsyn.json.MutationJson;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn outbox}: what waits, and what needs you. */
@Command(name = "outbox", description = "What waits to be sent, and what needs you.")
final class OutboxCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private OutboxCommand() {}

  static CommandLine line(Surroundings around) {
    return new CommandLine(new OutboxCommand())
        .addSubcommand(new ListAll(around))
        .addSubcommand(new Show(around))
        .addSubcommand(new Retry(around))
        .addSubcommand(new Discard(around))
        .addSubcommand(new OutboxExportCommand(around))
        .addSubcommand(new PauseCommand.Pause(around))
        .addSubcommand(new PauseCommand.Resume(around));
  }

  /** {@code samsyn outbox list}. */
  @Command(name = "list", description = "List it: what needs you first, then what waits.")
  static final class ListAll implements Callable<Integer> {
    private static final int LIMIT = 10_000;

    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: 10000.")
    int limit = LIMIT;

    @Option(names = "--offset", paramLabel = "N", description = "Leave out so many first.")
    long offset;

    ListAll(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      if (limit < 1 || offset < 0) {
        throw Trouble.wrongUse("out-of-range", "--limit must be from 1 and --offset from 0.");
      }
      return common.inWorkplace(
          around,
          workplace -> {
            var page = workplace.outbox().list(limit, offset);
            var rows = page.rows().stream().map(row -> Words.json(row).members()).toList();
            var json = new Document().with("total", page.total()).with("rows", rows);
            return new Answer(ExitCode.DONE, json, () -> lines(page));
          });
    }

    private List<String> lines(OutboxDesk.Page page) {
      var now = around.time().now();
      var table =
          new Table(
              List.of("mutation", "state", "op", "entity", "tries", "next try", "why it waits"));
      for (var row : page.rows()) {
        table.add(
            List.of(
                row.mutation(),
                Words.of(row.state()),
                row.op(),
                row.record().entity(),
                Integer.toString(row.attempts()),
                Words.nextAttempt(row, now, around.zone()),
                row.lastError().isEmpty() ? row.waitsFor() : Reasons.sentence(row.lastError())));
      }
      var lines = new ArrayList<String>();
      if (!page.rows().isEmpty()) {
        lines.addAll(table.lines(around.terminal().width()));
      }
      lines.add(page.rows().size() + " of " + page.total());
      return lines;
    }
  }

  /** {@code samsyn outbox show MUTATION}. */
  @Command(name = "show", description = "Show one change with its content.")
  static final class Show implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "MUTATION", description = "As outbox list names it.")
    String mutation = "";

    @Option(names = "--reveal", description = "Show sensitive fields, too.")
    boolean reveal;

    Show(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return common.inWorkplace(
          around,
          workplace -> {
            var item = workplace.outbox().show(mutation);
            var schema = workplace.records().schema(item.row().record().entity());
            return new Answer(
                ExitCode.DONE, json(item), () -> lines(item, new Sides(schema, reveal)));
          });
    }

    private static Document json(OutboxItem item) {
      var json = Words.json(item.row()).with("change", MutationJson.of(item.mine()));
      if (item.theirsVersion() > 0) {
        json.with("theirs", item.theirs()).with("theirsVersion", item.theirsVersion());
      }
      return json;
    }

    private static List<String> lines(OutboxItem item, Sides sides) {
      var row = item.row();
      var table = new Table(List.of("change", row.mutation()));
      table.add(List.of("record", row.record().toString()));
      table.add(List.of("what", row.op() + " of " + String.join(", ", row.fields())));
      table.add(List.of("state", Words.of(row.state())));
      table.add(List.of("tries", Integer.toString(row.attempts())));
      var lines = new ArrayList<>(table.wholeLines());
      if (!row.waitsFor().isEmpty()) {
        lines.add("Waits for " + row.waitsFor() + ".");
      }
      if (!row.lastError().isEmpty()) {
        lines.add(Reasons.sentence(row.lastError()));
      }
      lines.addAll(sides.lines(item));
      return lines;
    }
  }

  /** {@code samsyn outbox retry MUTATION}. */
  @Command(name = "retry", description = "Send it again, as the record is now.")
  static final class Retry implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..*", paramLabel = "MUTATION", description = "Which changes.")
    List<String> mutations = new ArrayList<>();

    @Option(names = "--all", description = "Everything that needs you.")
    boolean all;

    Retry(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      if (all == !mutations.isEmpty()) {
        throw Trouble.wrongUse("usage", "Name the changes, or say --all; not both, not neither.");
      }
      return common.inWorkplace(
          around,
          workplace -> {
            return all ? all(workplace.outbox()) : named(workplace.outbox());
          });
    }

    private Answer named(OutboxDesk outbox) {
      var queued = 0;
      for (var mutation : mutations) {
        queued += outbox.retry(mutation) == OutboxDesk.Retried.QUEUED ? 1 : 0;
      }
      return answer(queued, mutations.size() - queued, List.of());
    }

    /** One that cannot go yet holds up none of the others. */
    private static Answer all(OutboxDesk outbox) {
      var queued = 0;
      var nothingLeft = 0;
      var still = new ArrayList<String>();
      for (var mutation : outbox.needingPerson()) {
        try {
          if (outbox.retry(mutation) == OutboxDesk.Retried.QUEUED) {
            queued++;
          } else {
            nothingLeft++;
          }
        } catch (Trouble e) {
          still.add(mutation);
        }
      }
      return answer(queued, nothingLeft, still);
    }

    private static Answer answer(int queued, int nothingLeft, List<String> still) {
      var document =
          new Document()
              .with("queued", queued)
              .with("nothingLeft", nothingLeft)
              .with("stillNeedsYou", still.size());
      var line =
          "Waits to be sent again: " + queued + ". Nothing left to send: " + nothingLeft + ".";
      return still.isEmpty()
          ? Answer.done(document, line)
          : Answer.of(
              ExitCode.NEEDS_PERSON,
              document,
              List.of(
                  line
                      + " Still needs you: "
                      + still.size()
                      + "; retry one by its name to hear why."));
    }
  }

  /** {@code samsyn outbox discard MUTATION}. */
  @Command(name = "discard", description = "Throw a change away, with all unsent of its record.")
  static final class Discard implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "MUTATION", description = "As outbox list names it.")
    String mutation = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept in the audit log.")
    String reason = "discarded on the command line";

    Discard(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return common.inWorkplace(
          around,
          workplace -> {
            var discarded = workplace.outbox().discard(mutation, reason);
            return Answer.done(
                new Document().with("discarded", discarded), "Thrown away: " + discarded);
          });
    }
  }
}
