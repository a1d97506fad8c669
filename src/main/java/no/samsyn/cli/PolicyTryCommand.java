package no.samsyn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import no.samsyn.console.Trouble;
import no.samsyn.console.policy.PolicyTrial;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code samsyn policy try}: what other rules would have done. */
@Command(
    name = "try",
    description = "Settle this device's past conflicts by other rules, and change nothing.")
final class PolicyTryCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = "--file",
      required = true,
      paramLabel = "FILE",
      description = "JSON: {\"activity\":[\"merge-fields\",\"review\"]}")
  String file = "";

  @Option(
      names = "--since",
      required = true,
      paramLabel = "DATE",
      description = "Conflicts from this day on.")
  String since = "";

  PolicyTryCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var text = text();
    var from = from();
    return common.inWorkplace(
        around,
        workplace -> {
          var desk = workplace.policies();
          var result = desk.tryOut(desk.read(text), from);
          return new Answer(ExitCode.DONE, json(result), () -> lines(result));
        });
  }

  private String text() {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw Trouble.wrongUse("file-not-readable", "The file " + file + " cannot be read.");
    }
  }

  private Instant from() {
    try {
      return LocalDate.parse(since).atStartOfDay(around.zone()).toInstant();
    } catch (DateTimeException e) {
      throw Trouble.wrongUse("bad-date", "--since takes a day such as 2026-11-20.");
    }
  }

  private Document json(PolicyTrial.Result result) {
    return new Document()
        .with("since", since)
        .with("total", result.tried())
        .with("different", result.different())
        .with("notTried", result.notTried())
        .with("done", new TreeMap<>(result.done()))
        .with("would", new TreeMap<>(result.would()))
        .with("rows", result.rows().stream().map(PolicyTryCommand::json).toList());
  }

  private static Map<String, @Nullable Object> json(PolicyTrial.Row row) {
    var conflict = row.conflict();
    return new Document()
        .withTime("at", conflict.at())
        .with("entity", conflict.record().entity())
        .with("record", conflict.record().key())
        .with("mutation", conflict.mutation())
        .with("fields", List.copyOf(row.fields()))
        .withText("done", conflict.done())
        .with("would", row.would())
        .with("different", row.isDifferent())
        .members();
  }

  private List<String> lines(PolicyTrial.Result result) {
    var lines = new ArrayList<String>();
    var table = new Table(List.of("when", "record", "both changed", "was", "would be"));
    for (var row : result.rows()) {
      if (row.isDifferent()) {
        table.add(
            List.of(
                When.of(row.conflict().at(), around.time().now(), around.zone()),
                row.conflict().record().toString(),
                String.join(", ", row.fields()),
                words(row.conflict().done()),
                words(row.would())));
      }
    }
    if (result.different() > 0) {
      lines.addAll(table.lines(around.terminal().width()));
    }
    lines.add(
        "Conflicts of this device: "
            + result.tried()
            + ". Would be otherwise: "
            + result.different()
            + ". Cannot be tried, because values are erased: "
            + result.notTried());
    lines.add("Was: " + sums(result.done()));
    lines.add("Would be: " + sums(result.would()));
    return lines;
  }

  private static String sums(Map<String, Long> sums) {
    var parts = new ArrayList<String>();
    new TreeMap<>(sums).forEach((code, count) -> parts.add(words(code) + " " + count));
    return parts.isEmpty() ? "nothing" : String.join(" · ", parts);
  }

  private static String words(String code) {
    return switch (code) {
      case "merged" -> "both merged";
      case "overwritten" -> "the later one won";
      case "kept-theirs" -> "the server's stayed";
      case "same" -> "both the same";
      case "review" -> "a person decides";
      default -> Table.clean(code);
    };
  }
}
