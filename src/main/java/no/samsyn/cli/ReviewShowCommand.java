package no.samsyn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn review show KEY}: both versions, field by field. */
@Command(name = "show", description = "Show both versions, field by field.")
final class ReviewShowCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "KEY", description = "As review list names it.")
  String key = "";

  @Option(
      names = "--reveal",
      description = "Show sensitive fields, too. That you looked is kept in the audit log.")
  boolean reveal;

  ReviewShowCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(
        around,
        workplace -> {
          var desk = workplace.reviews();
          var sheet = desk.show(key);
          if (reveal || common.json) {
            desk.reveal(key); // JSON holds everything
          }
          return new Answer(
              ExitCode.DONE,
              ReviewJson.of(sheet),
              () -> new ReviewLines(sheet, reveal, around.time().now(), around.zone()).lines());
        });
  }
}
