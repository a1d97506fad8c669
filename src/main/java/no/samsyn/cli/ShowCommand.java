package no.samsyn.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn show ENTITY KEY}: one record with all its fields. */
@Command(name = "show", description = "Show one record.")
final class ShowCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "ENTITY", description = "The kind of record.")
  String entity = "";

  @Parameters(index = "1", paramLabel = "KEY", description = "Its key, or its server id.")
  String key = "";

  @Option(names = "--reveal", description = "Show sensitive fields, too.")
  boolean reveal;

  @Option(
      names = "--history",
      description = "Show its time line, too: every edit, answer, rule and decision, in order.")
  boolean history;

  ShowCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(
        around,
        workplace -> {
          var records = workplace.records();
          var row = records.show(entity, key);
          var lines =
              new RecordLines(records.schema(entity), records.labels(entity, List.of(row)), reveal);
          if (!history) {
            return new Answer(ExitCode.DONE, RecordLines.json(row), () -> lines.details(row));
          }
          var told = new HistoryLines(workplace.timeLine().of(row.id()), around, lines);
          return new Answer(
              ExitCode.DONE,
              RecordLines.json(row).with("history", told.json()),
              () -> told.after(lines.details(row)));
        });
  }
}
