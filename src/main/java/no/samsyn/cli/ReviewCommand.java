package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import no.samsyn.console.Trouble;
import no.samsyn.console.review.BulkDesk;
import no.samsyn.console.review.Decided;
import no.samsyn.console.review.Pick;
import no.samsyn.console.review.ReviewDesk;
import no.samsyn.console.review.Spelling;
import no.samsyn.sync.conflict.Decision;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn review}: two versions of a record that wait for a person. */
@Command(name = "review", description = "Two versions of one record: look, decide, take back.")
final class ReviewCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private ReviewCommand() {}

  static CommandLine line(Surroundings around) {
    return new CommandLine(new ReviewCommand())
        .addSubcommand(new ReviewListCommand(around))
        .addSubcommand(new ReviewShowCommand(around))
        .addSubcommand(new ReviewResolveCommand(around))
        .addSubcommand(new Undo(around))
        .addSubcommand(new Reopen(around))
        .addSubcommand(new Withdraw(around))
        .addSubcommand(new Assign(around))
        .addSubcommand(new Defer(around))
        .addSubcommand(new Comment(around))
        .addSubcommand(new Restore(around));
  }

  /** Which review, and what every one of these commands does with it. */
  static final class One {
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "KEY", description = "As review list names it.")
    String key = "";

    int decided(Surroundings around, BiFunction<ReviewDesk, String, Decided> work) {
      return common.inWorkplace(around, workplace -> answer(work.apply(workplace.reviews(), key)));
    }

    int done(Surroundings around, String line, BiFunction<ReviewDesk, String, Boolean> work) {
      return common.inWorkplace(
          around,
          workplace -> {
            var unused = work.apply(workplace.reviews(), key);
            return Answer.done(new Document().with("key", key), line);
          });
    }
  }

  /** What somebody changed since stays as it is, so a person should look. */
  static Answer answer(Decided decided) {
    var lines = new ArrayList<String>();
    lines.add(decided.review() + ": " + inWords(decided.how()));
    if (!decided.created().isEmpty()) {
      lines.add("Made the record " + decided.created());
    }
    if (decided.leftAlone().isEmpty()) {
      return Answer.of(ExitCode.DONE, ReviewJson.of(decided), lines);
    }
    lines.add(leftAlone(decided));
    return Answer.of(ExitCode.NEEDS_PERSON, ReviewJson.of(decided), lines);
  }

  /** The code is for programs, and stays in the JSON. */
  private static String inWords(String how) {
    return switch (how) {
      case Decision.MINE -> "what came second counts (mine)";
      case Decision.THEIRS -> "what stood on the server stays (theirs)";
      case Decision.MERGED -> "decided field by field (merged)";
      case Decision.BOTH -> "both are kept (both)";
      case Decision.SAME -> "they are one, and the other one goes (duplicate)";
      default -> how;
    };
  }

  private static String leftAlone(Decided decided) {
    return "Left as they are, because somebody has changed them since: "
        + String.join(", ", decided.leftAlone());
  }

  /** {@code samsyn review undo KEY|BATCH}. */
  @Command(name = "undo", description = "Take a decision back, or all of a batch.")
  static final class Undo implements Callable<Integer> {
    private final Surroundings around;
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "KEY|BATCH", description = "A review, or what resolve --rule printed.")
    String name = "";

    Undo(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return common.inWorkplace(
          around,
          workplace ->
              workplace.reviews().isThere(name)
                  ? answer(workplace.reviews().undo(name))
                  : answer(workplace.bulkReviews().undo(name)));
    }

    private static Answer answer(Decided decided) {
      return ReviewCommand.answer(decided);
    }

    private static Answer answer(BulkDesk.Done done) {
      var lines = new ArrayList<String>();
      var isAll = done.left().isEmpty();
      lines.add("Taken back: " + done.decided().size());
      for (var decided : done.decided()) {
        if (!decided.leftAlone().isEmpty()) {
          isAll = false;
          lines.add(decided.review() + ": " + leftAlone(decided));
        }
      }
      done.left().forEach(left -> lines.add(left.review() + ": " + left.why()));
      return Answer.of(isAll ? ExitCode.DONE : ExitCode.NEEDS_PERSON, ReviewJson.of(done), lines);
    }
  }

  /** {@code samsyn review reopen KEY}. */
  @Command(name = "reopen", description = "Open it again; the record stays as it is.")
  static final class Reopen implements Callable<Integer> {
    private final Surroundings around;
    @Mixin One one = new One();

    Reopen(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return one.decided(around, ReviewDesk::reopen);
    }
  }

  /** {@code samsyn review withdraw KEY}. */
  @Command(name = "withdraw", description = "Take your own version back.")
  static final class Withdraw implements Callable<Integer> {
    private final Surroundings around;
    @Mixin One one = new One();

    Withdraw(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return one.decided(around, ReviewDesk::withdraw);
    }
  }

  /** {@code samsyn review assign KEY}. */
  @Command(name = "assign", description = "Ask somebody to decide.")
  static final class Assign implements Callable<Integer> {
    private final Surroundings around;
    @Mixin One one = new One();

    @Option(names = "--to", paramLabel = "USER", description = "As that person signs in.")
    String user = "";

    @Option(names = "--nobody", description = "Ask nobody in particular.")
    boolean nobody;

    Assign(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      requireOne(nobody, user, "--to USER or --nobody");
      var line = nobody ? "Assigned to nobody" : "Assigned to " + Table.clean(user);
      return one.common.inWorkplace(
          around,
          workplace -> {
            workplace.deciders().assign(one.key, user);
            return Answer.done(new Document().with("key", one.key), line);
          });
    }
  }

  private static void requireOne(boolean flag, String text, String options) {
    if (flag != text.isBlank()) {
      throw Trouble.wrongUse("usage", "Say " + options + "; not both, not neither.");
    }
  }

  /** {@code samsyn review defer KEY}. */
  @Command(name = "defer", description = "Put it off to a later day.")
  static final class Defer implements Callable<Integer> {
    private final Surroundings around;
    @Mixin One one = new One();

    @Option(names = "--until", paramLabel = "DATE", description = "Such as 2026-11-30.")
    String until = "";

    @Option(names = "--not", description = "Put it off no longer.")
    boolean not;

    Defer(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      requireOne(not, until, "--until DATE or --not");
      return one.done(
          around,
          not ? "Put off no longer" : "Put off until " + Table.clean(until),
          (desk, key) -> {
            desk.defer(key, until);
            return true;
          });
    }
  }

  /** {@code samsyn review comment KEY TEXT}. */
  @Command(name = "comment", description = "Leave a comment; an empty one takes it away.")
  static final class Comment implements Callable<Integer> {
    private final Surroundings around;
    @Mixin One one = new One();

    @Parameters(index = "1", paramLabel = "TEXT", description = "What to say.")
    String text = "";

    Comment(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return one.done(
          around,
          "Saved",
          (desk, key) -> {
            desk.comment(key, text);
            return true;
          });
    }
  }

  /** {@code samsyn review restore KEY --side mine|theirs}. */
  @Command(
      name = "restore",
      description = {
        "Give the record what one side wanted, as an ordinary change.",
        "KEY is a review, or a change that lost by a rule: show --history names it."
      })
  static final class Restore implements Callable<Integer> {
    private static final List<Pick> SIDES = List.of(Pick.MINE, Pick.THEIRS);

    private final Surroundings around;
    @Mixin One one = new One();

    @Option(names = "--side", required = true, paramLabel = "SIDE", description = "mine or theirs.")
    String side = "";

    Restore(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      var pick = Spelling.read(Pick.class, "--side", side);
      if (!SIDES.contains(pick)) {
        throw Trouble.wrongUse("unknown-word", "--side takes mine or theirs.");
      }
      return one.decided(around, (desk, key) -> desk.restore(key, pick));
    }
  }
}
