package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.audit.AuditFilter;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code samsyn audit}: who did what, and the proof of it. */
@Command(name = "audit", description = "What happened: list it, verify it, export it.")
final class AuditCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private AuditCommand() {}

  static CommandLine line(Surroundings around) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new ListEntries(around))
        .addSubcommand(new AuditVerifyCommand(around))
        .addSubcommand(new AuditExportCommand(around));
  }

  /** {@code samsyn audit list}. */
  @Command(name = "list", description = "List it, the newest first.")
  static final class ListEntries implements Callable<Integer> {
    private static final int LIMIT = 50;
    private static final int LIMIT_MAX = 100_000; // one document, in memory

    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();
    @Mixin AuditOptions asked = new AuditOptions();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: 50.")
    int limit = LIMIT;

    ListEntries(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      if (limit < 1 || limit > LIMIT_MAX) {
        throw Trouble.wrongUse("out-of-range", "--limit must be from 1 to " + LIMIT_MAX + ".");
      }
      var filter = asked.filter(around.zone());
      return common.inWorkplace(around, workplace -> answer(workplace, filter));
    }

    private Answer answer(Workplace workplace, AuditFilter filter) {
      var desk = workplace.audit();
      var page = desk.list(asked.whose(desk), filter, limit);
      var rows = page.rows().stream().map(row -> json(row).members()).toList();
      return new Answer(
          ExitCode.DONE,
          withTotal(new Document(), page).with("more", page.isMore()).with("rows", rows),
          () -> lines(page));
    }

    /** A whole trail is counted on this device only: on a server that would be read for it. */
    private static Document withTotal(Document document, AuditDesk.Page page) {
      return page.total().isPresent()
          ? document.with("total", page.total().getAsLong())
          : document.withText("total", "");
    }

    private static Document json(AuditDesk.Row row) {
      var event = row.event();
      return new Document()
          .with("index", event.index())
          .with("at", event.at().toString())
          .with("action", row.action())
          .withText("entity", event.entity())
          .withText("key", event.key())
          .withText("actor", event.actor())
          .withText("onBehalfOf", event.onBehalfOf())
          .withText("mutation", event.mutation())
          .with("version", event.version())
          .withText("outcome", event.outcome())
          .withText("detail", event.detail());
    }

    private List<String> lines(AuditDesk.Page page) {
      var now = around.time().now();
      var lines = new ArrayList<String>();
      if (!page.rows().isEmpty()) {
        var table =
            new Table(
                List.of("entry", "when", "what", "outcome", "entity", "record", "by", "detail"));
        for (var row : page.rows()) {
          var event = row.event();
          table.add(
              List.of(
                  Long.toString(event.index()),
                  When.of(event.at(), now, around.zone()),
                  row.action(),
                  event.outcome(),
                  event.entity(),
                  event.key(),
                  event.actor(),
                  event.detail()));
        }
        lines.addAll(table.lines(around.terminal().width()));
      }
      var shown = page.rows().size();
      lines.add(
          page.total().isPresent()
              ? shown + " of " + page.total().getAsLong()
              : shown + ", and older ones behind them");
      return lines;
    }
  }
}
