package no.samsyn.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.Profile;
import no.samsyn.console.AuditExport;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn audit export}: what the filter shows, in a file that proves it. */
@Command(
    name = "export",
    description = "Write what the filter shows to a file that can be verified without us.")
final class AuditExportCommand implements Callable<Integer> {
  private static final long PROGRESS_EVERY = 50_000;

  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin AuditOptions asked = new AuditOptions();

  @Parameters(paramLabel = "FILE", description = "A new file, which only you can read.")
  String file = "";

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "control: no name, no value (default). full: everything that was not erased.")
  String profile = Profile.CONTROL.code();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; a full export needs it.")
  String reason = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "bundle: proves what it says (default). csv: for a spreadsheet, proves nothing.")
  String format = "bundle";

  @Option(names = "--force", description = "Replace FILE if it is there.")
  boolean force;

  AuditExportCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var filter = asked.filter(around.zone());
    var where =
        new AuditExport.Where(path(), format(), force, around.zone(), "samsyn " + around.version());
    return common.inWorkplace(around, workplace -> answer(workplace, filter, where));
  }

  private Answer answer(Workplace workplace, AuditFilter filter, AuditExport.Where where) {
    var of = asked.whose(workplace.audit());
    var what = new AuditExport.What(of, filter, profile(), reason);
    var verified = workplace.auditExport().export(what, where, this::progress);
    var json =
        AuditVerifyCommand.json(verified)
            .with("file", where.file().toString())
            .with("of", AuditOptions.word(of));
    var lines = new ArrayList<String>();
    lines.add(
        "Exported "
            + verified.manifest().counts().shown()
            + " entries to "
            + where.file()
            + (what.profile() == Profile.FULL ? ". The file holds personal data." : "."));
    lines.addAll(verified.proved());
    lines.add("Key:  " + verified.keyId());
    return Answer.of(ExitCode.DONE, json, lines);
  }

  private void progress(long entries, long all) {
    if (entries % PROGRESS_EVERY == 0) {
      around.terminal().err().println(entries + " of " + all + " entries ...");
      around.terminal().err().flush();
    }
  }

  private Path path() {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw Trouble.wrongUse("not-a-file", "This is no name of a file.");
    }
  }

  private AuditExport.Format format() {
    return switch (format) {
      case "bundle" -> AuditExport.Format.BUNDLE;
      case "csv" -> AuditExport.Format.CSV;
      default -> throw Trouble.wrongUse("unknown-value", "--format takes bundle or csv, not that.");
    };
  }

  private Profile profile() {
    try {
      return Profile.ofCode(profile);
    } catch (IllegalArgumentException e) {
      throw Trouble.wrongUse("unknown-value", "--profile takes control or full, not that.");
    }
  }
}
