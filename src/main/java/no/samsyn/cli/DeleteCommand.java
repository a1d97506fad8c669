package no.samsyn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code samsyn delete ENTITY KEY}: deletes a record here, and on the server with the next sync.
 */
@Command(name = "delete", description = "Delete a record; the server hears with the next sync.")
final class DeleteCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "ENTITY", description = "The kind of record.")
  String entity = "";

  @Parameters(index = "1", paramLabel = "KEY", description = "Its key, or its server id.")
  String key = "";

  DeleteCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(
        around,
        workplace -> {
          workplace.records().delete(entity, key);
          return Answer.done(new Document().with("key", key), "Deleted " + entity + " " + key);
        });
  }
}
