package no.samsyn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code samsyn console}: the windows. */
@Command(name = "console", description = "Open the console in a window.")
final class ConsoleCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  ConsoleCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return around.windows().console(common.where(around));
  }
}
