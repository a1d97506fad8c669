package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import no.samsyn.console.Records;
import no.samsyn.model.RecordId;
import no.samsyn.sync.MirrorRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn add ENTITY}: saves a new record; its key is printed when the save is durable. */
@Command(name = "add", description = "Save a new record; it is sent with the next sync.")
final class AddCommand implements Callable<Integer> {
  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "ENTITY", description = "The kind of record.")
  String entity = "";

  @Option(
      names = "--set",
      paramLabel = "FIELD=VALUE",
      description = "The value of one field; again for each field.")
  List<String> assignments = new ArrayList<>();

  @Option(names = "--anyway", description = "Save it though it looks like one that is here.")
  boolean anyway;

  AddCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return common.inWorkplace(
        around,
        workplace -> {
          var records = workplace.records();
          return anyway
              ? saved(records.add(entity, assignments))
              : answer(records, records.addIfNew(entity, assignments));
        });
  }

  private static Answer saved(RecordId id) {
    return Answer.done(
        new Document().with("key", id.key()), "Saved " + id.entity() + " " + id.key());
  }

  private Answer answer(Records records, Records.Addition addition) {
    if (addition instanceof Records.Addition.Saved saved) {
      return saved(saved.id());
    } else if (addition instanceof Records.Addition.LooksLike alike) {
      var rows = alike.rows().stream().map(row -> RecordLines.json(row).members()).toList();
      return new Answer(
          ExitCode.NEEDS_PERSON,
          new Document().with("lookAlikes", rows),
          () -> lines(records, alike.rows()));
    }
    throw new IllegalStateException("unknown addition " + addition);
  }

  private List<String> lines(Records records, List<MirrorRow> alike) {
    var lines = new ArrayList<String>();
    lines.add("Nothing was saved. It looks like what is here already:");
    var labels = records.labels(entity, alike);
    lines.addAll(
        new RecordLines(records.schema(entity), labels, false)
            .table(alike, around.terminal().width()));
    lines.add("If it is another one, save it with --anyway.");
    return lines;
  }
}
