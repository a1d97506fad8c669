package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn add ENTITY}: saves a new record; its key is printed when the save is durable. */
@Command(name = "add", description = "Save a new record; it is sent with the next sync.")
final class AddCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "ENTITY", description = "The kind of record.")
  String entity = "";

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      description = "The value of one field; again for each field.")
  List<String> assignments = new ArrayList<>();

  AddCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(
        around,
        workplace -> {
          var id = workplace.records().add(entity, assignments);
          return Answer.done(
              new Document().with("key", id.key()), "Saved " + id.entity() + " " + id.key());
        });
  }
}
