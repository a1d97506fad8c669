package no.samsyn.cli;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code samsyn demo}: the console with a practice server; where there is no display, a guided tour
 * in words and pictures.
 */
@Command(
    name = "demo",
    description = {
      "The console with a practice server and an invented organisation.",
      "Without a display: a guided tour that really happens, with pictures in target/tour."
    })
final class DemoCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--tour", description = "Take the guided tour, display or not.")
  boolean tour;

  @Option(names = "--no-screens", description = "Tell the tour in words only.")
  boolean noScreens;

  DemoCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var isTour = tour || noScreens || common.json || !around.windows().hasDisplay();
    return isTour ? tour() : around.windows().practise();
  }

  private int tour() {
    var out = around.terminal().out();
    var lines = new ArrayList<String>();
    var isTrue =
        tell(
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

  private boolean tell(Consumer<String> line) {
    var isTrue = around.tour().run(line);
    return (noScreens || around.windows().tour(line)) && isTrue;
  }
}
