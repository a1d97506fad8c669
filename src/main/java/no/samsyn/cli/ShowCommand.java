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
          return new Answer(
              ExitCode.DONE,
              RecordLines.json(row),
              () ->
                  new RecordLines(
                          records.schema(entity), records.labels(entity, List.of(row)), reveal)
                      .details(row));
        });
  }
}
