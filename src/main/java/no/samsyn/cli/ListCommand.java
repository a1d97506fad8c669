package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.console.Records;
import no.samsyn.console.Workplace;
import no.samsyn.sync.RecordPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn list ENTITY}: one page of records, sorted and filtered by the store. */
@Command(name = "list", description = "List records: activity, contact, expense ...")
final class ListCommand implements Callable<Integer> {
  private static final int LIMIT = 50; // what a person looks through; programs say their own

  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "ENTITY", description = "The kind of records.")
  String entity = "";

  @Option(
      names = "--filter",
      paramLabel = "FIELD=VALUE",
      description = "Only records with this value; again for more conditions.")
  List<String> filters = new ArrayList<>();

  @Option(
      names = "--sort",
      paramLabel = "FIELD",
      description = "Sort by this field; -FIELD for the highest first.")
  String sort = "";

  @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: 50.")
  int limit = LIMIT;

  @Option(names = "--offset", paramLabel = "N", description = "Leave out so many first.")
  long offset;

  @Option(names = "--reveal", description = "Show sensitive fields, too.")
  boolean reveal;

  ListCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(around, this::answer);
  }

  private Answer answer(Workplace workplace) {
    var records = workplace.records();
    var page = records.list(new Records.ListWish(entity, filters, sort, limit, offset));
    var rows = page.rows().stream().map(row -> RecordLines.json(row).members()).toList();
    return new Answer(
        ExitCode.DONE,
        new Document().with("total", page.total()).with("rows", rows),
        () -> lines(records, page));
  }

  private List<String> lines(Records records, RecordPage page) {
    var lines = new ArrayList<String>();
    if (!page.rows().isEmpty()) {
      var schema = records.schema(entity);
      var labels = records.labels(entity, page.rows());
      lines.addAll(
          new RecordLines(schema, labels, reveal).table(page.rows(), around.terminal().width()));
    }
    lines.add(page.rows().size() + " of " + page.total());
    return lines;
  }
}
