package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import no.samsyn.console.review.BulkDesk;
import no.samsyn.console.review.BulkPlan;
import no.samsyn.console.review.BulkRule;
import no.samsyn.console.review.Choice;
import no.samsyn.console.review.Spelling;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import no.samsyn.model.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn review resolve}: one review by its fields, or many by a rule. */
@Command(name = "resolve", description = "Decide one review, or many by a rule.")
final class ReviewResolveCommand implements Callable<Integer> {
  private static final String MASK = "•••";

  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin Ways ways = new Ways();

  @Parameters(arity = "0..1", paramLabel = "KEY", description = "As review list names it.")
  String key = "";

  @Option(names = "--comment", paramLabel = "TEXT", description = "Why, for whoever asks later.")
  String comment = "";

  @Option(
      names = "--seen",
      paramLabel = "VERSION",
      description = "The record's version that you looked at; if it moved, nothing is decided.")
  long seen;

  @Option(
      names = "--where",
      paramLabel = "FIELD=VALUE",
      description = "Which reviews a rule is for; again for more conditions.")
  List<String> where = new ArrayList<>();

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      description = "theirs-if-mentor, mine-if-mentor, mentor, theirs or mine.")
  String rule = "";

  @Option(names = "--preview", description = "Say what the rule would do, and do nothing.")
  boolean preview;

  @Option(names = "--reveal", description = "Show sensitive fields in the preview, too.")
  boolean reveal;

  ReviewResolveCommand(Surroundings around) {
    this.around = around;
  }

  /** The ways to decide one review, of which one is chosen. */
  static final class Ways {
    @Option(
        names = "--take",
        paramLabel = "FIELD=SIDE",
        description = "mine, theirs or base for one field; anything else is the value itself.")
    List<String> takes = new ArrayList<>();

    @Option(
        names = "--set",
        paramLabel = "FIELD=VALUE",
        description = "A value of your own; FIELD= takes the field away.")
    List<String> sets = new ArrayList<>();

    @Option(names = "--all", paramLabel = "SIDE", description = "The whole version of one side.")
    String all = "";

    @Option(names = "--both", description = "Both are true: two records.")
    boolean both;

    @Option(
        names = "--duplicate",
        paramLabel = "keep=SIDE",
        description = "Two records are one: this one stays.")
    String duplicate = "";

    @Option(names = "--keep-edit", description = "Of an edit and a delete, the edit.")
    boolean keepEdit;

    @Option(names = "--delete", description = "Of an edit and a delete, the delete.")
    boolean delete;

    Choice choice() {
      var chosen = new ArrayList<Choice>();
      if (!takes.isEmpty() || !sets.isEmpty() || !all.isEmpty()) {
        chosen.add(new Choice.ByField(all, takes, sets));
      }
      if (both) {
        chosen.add(new Choice.Both());
      }
      if (!duplicate.isEmpty()) {
        chosen.add(new Choice.KeepOne(kept()));
      }
      if (keepEdit) {
        chosen.add(new Choice.KeepEdit());
      }
      if (delete) {
        chosen.add(new Choice.Delete());
      }
      if (chosen.size() > 1) {
        throw Trouble.wrongUse("usage", "Choose one way to decide; these exclude each other.");
      }
      return chosen.isEmpty() ? new Choice.ByField("", List.of(), List.of()) : chosen.get(0);
    }

    private String kept() {
      if (!duplicate.startsWith("keep=")) {
        throw Trouble.wrongUse("usage", "Say --duplicate keep=mine or --duplicate keep=theirs.");
      }
      return duplicate.substring("keep=".length());
    }

    boolean isNone() {
      return choice() instanceof Choice.ByField none
          && none.all().isEmpty()
          && none.takes().isEmpty()
          && none.sets().isEmpty();
    }
  }

  @Override
  public Integer call() {
    var isBulk = !rule.isEmpty() || !where.isEmpty() || preview;
    if (isBulk && (!key.isEmpty() || rule.isEmpty() || seen != 0 || !ways.isNone())) {
      throw Trouble.wrongUse(
          "usage", "Many reviews are decided by --where and --rule, and by nothing else.");
    }
    if (!isBulk && key.isEmpty()) {
      throw Trouble.wrongUse("usage", "Name the review, or say --where and --rule.");
    }
    var choice = ways.choice();
    return common.inWorkplace(
        around,
        workplace ->
            isBulk
                ? bulk(workplace)
                : ReviewCommand.answer(workplace.reviews().resolve(key, choice, seen, comment)));
  }

  private Answer bulk(Workplace workplace) {
    var desk = workplace.bulkReviews();
    var plan = desk.plan(Spelling.read(BulkRule.class, "--rule", rule), where, comment);
    if (reveal || common.json) {
      desk.reveal(plan); // JSON holds everything
    }
    return preview ? previewed(workplace, plan) : carriedOut(workplace, plan, desk.carryOut(plan));
  }

  private Answer previewed(Workplace workplace, BulkPlan plan) {
    var json = ReviewJson.of(plan).with("preview", true).with("left", ReviewJson.left(plan.left()));
    return new Answer(
        ExitCode.DONE,
        json,
        () -> {
          var lines = lines(workplace, plan);
          addLeft(plan.left(), lines);
          lines.add("Would decide " + plan.sums() + ". Nothing was decided yet.");
          return lines;
        });
  }

  private Answer carriedOut(Workplace workplace, BulkPlan plan, BulkDesk.Done done) {
    var json =
        ReviewJson.of(plan)
            .with("preview", false)
            .with("batch", done.batch())
            .with("decided", done.decided().size())
            .with("left", ReviewJson.left(done.left()));
    return new Answer(
        done.left().isEmpty() ? ExitCode.DONE : ExitCode.NEEDS_PERSON,
        json,
        () -> {
          var lines = lines(workplace, plan);
          addLeft(done.left(), lines);
          lines.add("Decided: " + done.decided().size() + ". Left open: " + done.left().size());
          lines.add("Take all of it back: samsyn review undo " + done.batch());
          return lines;
        });
  }

  private List<String> lines(Workplace workplace, BulkPlan plan) {
    var lines = new ArrayList<String>();
    for (var item : plan.items()) {
      var schema = workplace.records().schema(item.row().review().subject().entity());
      lines.add(
          item.row().key()
              + " · "
              + Table.clean(item.row().mentorName())
              + " · takes "
              + Spelling.of(item.takes()));
      item.changes()
          .byName()
          .forEach(
              (name, change) ->
                  lines.add(
                      "  "
                          + Table.clean(name)
                          + ": "
                          + text(schema, name, change.before())
                          + " -> "
                          + text(schema, name, change.after())));
      if (!item.drops().isEmpty()) {
        lines.add(
            (item.dropsMentors() ? "  ! drops the mentor's text: " : "  ! drops text: ")
                + String.join(", ", item.drops()));
      }
    }
    return lines;
  }

  private String text(EntitySchema schema, String name, Value value) {
    if (!value.isPresent()) {
      return "-";
    }
    var isSensitive = schema.field(name).map(FieldSchema::isSensitive).orElse(true);
    return isSensitive && !reveal ? MASK : Table.clean(FieldTexts.write(value));
  }

  private static void addLeft(List<BulkPlan.Left> left, List<String> lines) {
    left.forEach(each -> lines.add(each.review() + " stays open: " + each.why()));
  }
}
