package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn edit ENTITY KEY}: changes fields of a record. */
@Command(name = "edit", description = "Change a record; it is sent with the next sync.")
final class EditCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "ENTITY", description = "The kind of record.")
  String entity = "";

  @Parameters(index = "1", paramLabel = "KEY", description = "Its key, or its server id.")
  String key = "";

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      description = "The new value of one field; FIELD= takes it away.")
  List<String> assignments = new ArrayList<>();

  EditCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(
        around,
        workplace -> {
          var changed = workplace.records().edit(entity, key, assignments);
          return Answer.done(
              new Document().with("key", key).with("changed", changed),
              changed ? "Saved " + entity + " " + key : "Nothing to change: it says so already");
        });
  }
}
