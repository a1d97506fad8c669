package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.console.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code samsyn verify}: holds the mirror against the server and changes nothing. */
@Command(name = "verify", description = "Compare the local records with the server's, one by one.")
final class VerifyCommand implements Callable<Integer> {
  private static final int HASH_SHOWN = 12; // as much as eyes compare
  private static final int DIFFERENCES_SHOWN = 50;

  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  VerifyCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(
        around,
        workplace -> {
          var comparison = workplace.verification().run();
          return Answer.of(
              comparison.isSame() ? ExitCode.DONE : ExitCode.FAILED,
              json(comparison),
              lines(comparison));
        });
  }

  private static Document json(Comparison comparison) {
    return new Document()
        .with("same", comparison.isSame())
        .with(
            "entities",
            comparison.entities().stream()
                .map(
                    each ->
                        new Document()
                            .with("entity", each.entity())
                            .with("here", each.here())
                            .with("there", each.there())
                            .with("waitsHere", each.waitsHere())
                            .with("hashHere", each.hashHere())
                            .with("hashThere", each.hashThere())
                            .members())
                .toList())
        .with(
            "differences",
            comparison.differences().stream()
                .map(
                    each ->
                        new Document()
                            .with("entity", each.record().entity())
                            .with("key", each.record().key())
                            .with("kind", each.kind().code())
                            .with("versionHere", each.versionHere())
                            .with("versionThere", each.versionThere())
                            .members())
                .toList());
  }

  private List<String> lines(Comparison comparison) {
    var table =
        new Table(
            List.of("entity", "here", "server", "waits here", "hash here", "hash server", ""));
    for (var each : comparison.entities()) {
      table.add(
          List.of(
              each.entity(),
              Long.toString(each.here()),
              Long.toString(each.there()),
              Long.toString(each.waitsHere()),
              each.hashHere().substring(0, HASH_SHOWN),
              each.hashThere().substring(0, HASH_SHOWN),
              each.hashHere().equals(each.hashThere()) ? "same" : "DIFFERENT"));
    }
    var lines = new ArrayList<>(table.lines(around.terminal().width()));
    for (var each : comparison.differences()) {
      if (lines.size() > DIFFERENCES_SHOWN + comparison.entities().size()) {
        lines.add("... and more; all of them with --json");
        break;
      }
      lines.add(each.record() + " " + each.kind().words());
    }
    lines.add(
        comparison.isSame()
            ? "No difference."
            : comparison.differences().size()
                + (comparison.differences().size() == 1 ? " difference" : " differences")
                + ". First: samsyn sync. If that does not help: samsyn rebuild");
    return lines;
  }
}
