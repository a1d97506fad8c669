package no.samsyn.cli;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code samsyn demo}: the guided tour. */
@Command(
    name = "demo",
    description = "A guided tour that really happens: practice server, offline save, sync.")
final class DemoCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  DemoCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var out = around.terminal().out();
    var lines = new ArrayList<String>();
    var isTrue =
        around
            .tour()
            .run(
                line -> {
                  lines.add(line);
                  if (!common.json) {
                    out.println(line);
                    out.flush();
                  }
                });
    if (common.json) {
      out.println(new Document().with("allTrue", isTrue).with("lines", lines).text());
      out.flush();
    }
    return isTrue ? ExitCode.DONE : ExitCode.FAILED;
  }
}
