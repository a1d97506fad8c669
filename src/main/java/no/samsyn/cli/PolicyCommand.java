package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import no.samsyn.console.policy.PolicyRow;
import no.samsyn.console.policy.RuleTexts;
import no.samsyn.model.PolicyRule;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn policy}: what happens where two people changed the same record. */
@Command(name = "policy", description = "What happens where two people changed the same record.")
final class PolicyCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private PolicyCommand() {}

  static CommandLine line(Surroundings around) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand(new ListAll(around))
        .addSubcommand(new SetRule(around))
        .addSubcommand(new Reset(around))
        .addSubcommand(new PolicyTryCommand(around));
  }

  /** {@code samsyn policy list}. */
  @Command(name = "list", description = "The rule for each type, in words and as steps.")
  static final class ListAll implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();

    ListAll(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return common.inWorkplace(
          around,
          workplace -> {
            var policies = workplace.policies().list();
            var rows = policies.stream().map(row -> json(row).members()).toList();
            return new Answer(
                ExitCode.DONE, new Document().with("rows", rows), () -> lines(policies));
          });
    }

    private static Document json(PolicyRow row) {
      return new Document()
          .with("entity", row.entity())
          .with("steps", row.rule().steps())
          .with("words", RuleTexts.words(row.rule()))
          .with("source", row.isSet() ? "set" : "default")
          .withText("by", row.by())
          .withTime("at", row.at())
          .with("waiting", row.waiting());
    }

    private List<String> lines(List<PolicyRow> policies) {
      var lines = new ArrayList<String>();
      for (var row : policies) {
        lines.add(row.entity() + ": " + row.rule() + " (" + source(row) + ")");
        lines.add("  " + Table.clean(RuleTexts.words(row.rule())));
        if (!row.waiting().isEmpty()) {
          lines.add("  Waits to be sent, and holds then: " + String.join(",", row.waiting()));
        }
      }
      return lines;
    }

    private String source(PolicyRow row) {
      return row.isSet()
          ? "set by " + row.by() + " " + When.of(row.at(), around.time().now(), around.zone())
          : "default";
    }
  }

  private static Answer answer(String entity, PolicyRule rule, Optional<String> warning) {
    var lines = new ArrayList<String>();
    lines.add(entity + ": " + rule + ". It holds for everybody once it is sent: samsyn sync");
    lines.add(RuleTexts.words(rule));
    warning.ifPresent(lines::add);
    return Answer.of(
        ExitCode.DONE,
        new Document()
            .with("entity", entity)
            .with("steps", rule.steps())
            .with("words", RuleTexts.words(rule))
            .withText("warning", warning.orElse("")),
        lines);
  }

  /** {@code samsyn policy set ENTITY STEPS}. */
  @Command(name = "set", description = "Set the rule for a type; for administrators.")
  static final class SetRule implements Callable<Integer> {
    private static final String UNKNOWN =
        "This program has no rule of that name; where it is unknown, a person decides.";

    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "ENTITY", description = "The kind of records.")
    String entity = "";

    @Parameters(
        index = "1",
        split = ",",
        arity = "1..*",
        paramLabel = "STEP",
        description =
            "merge-fields, review-by-proxy, review, last-write-wins, server-wins or custom:NAME;"
                + " the first that decides counts.")
    List<String> steps = new ArrayList<>();

    SetRule(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return common.inWorkplace(
          around,
          workplace -> {
            var desk = workplace.policies();
            var rule = desk.set(entity, steps.stream().map(String::strip).toList());
            return answer(
                entity, rule, desk.isKnown(rule) ? Optional.empty() : Optional.of(UNKNOWN));
          });
    }
  }

  /** {@code samsyn policy reset ENTITY}. */
  @Command(name = "reset", description = "Go back to the default; for administrators.")
  static final class Reset implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "ENTITY", description = "The kind of records.")
    String entity = "";

    Reset(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return common.inWorkplace(
          around,
          workplace -> answer(entity, workplace.policies().reset(entity), Optional.empty()));
    }
  }
}
