package no.samsyn.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import no.samsyn.audit.BundleVerdict;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.BundleCheck;
import no.samsyn.console.BundleCheck.HeadPin;
import no.samsyn.console.Trouble;
import no.samsyn.console.Workplace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code samsyn audit verify}: an export file, or this device's own chain. Changes nothing. */
@Command(
    name = "verify",
    description = {
      "Verify an export; without FILE this device's own trail.",
      "A file needs no store and no server. Exit codes: 0 verified, 1 bad, 2 unreadable."
    })
final class AuditVerifyCommand implements Callable<Integer> {
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{64}");

  private final Surroundings around;
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "An export of an audit trail.")
  String file = "";

  @Option(names = "--key", paramLabel = "ID", description = "The key that must have signed it.")
  List<String> keys = new ArrayList<>();

  @Option(
      names = "--head",
      paramLabel = "N:HASH",
      description = "What is known from elsewhere: the hash up to entry N.")
  List<String> heads = new ArrayList<>();

  AuditVerifyCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var pins = heads.stream().map(AuditVerifyCommand::pin).toList();
    var keyIds = new TreeSet<>(keys);
    if (!keyIds.stream().allMatch(id -> KEY_ID.matcher(id).matches())) {
      throw Trouble.wrongUse("not-a-key-id", "--key takes an id of 64 digits from 0 to f.");
    }
    if (file.isEmpty()) {
      if (!keyIds.isEmpty()) {
        throw Trouble.wrongUse("needs-file", "--key is for a FILE; nobody signs the own trail.");
      }
      return common.inWorkplace(around, workplace -> own(workplace, pins));
    }
    return common.print(around, ofFile(keyIds, pins));
  }

  private static HeadPin pin(String text) {
    try {
      return HeadPin.of(text);
    } catch (IllegalArgumentException e) {
      throw Trouble.wrongUse(
          "not-a-head", "--head takes an entry and a hash: 12:1f0a..., 64 digits.");
    }
  }

  private static Answer own(Workplace workplace, List<HeadPin> pins) {
    var trail = workplace.audit().verify(pins);
    if (trail instanceof AuditDesk.OwnTrail.Damaged damaged) {
      return Answer.of(
          ExitCode.FAILED,
          bad(damaged.index(), damaged.reason()),
          List.of("BAD at entry " + damaged.index() + ": " + damaged.reason() + "."));
    }
    var head = ((AuditDesk.OwnTrail.Whole) trail).head();
    var said = HeadPin.of(head).toString();
    if (head.index() == 0) {
      return Answer.done(
          new Document().with("verified", true).with("entries", 0), "Nothing is recorded yet.");
    }
    var proved =
        "Entries 1 to "
            + head.index()
            + " are in order and fit their hashes, and every value that is left is the one that was"
            + " written.";
    var notProved =
        pins.isEmpty()
            ? "Whoever can write to this store could have written all of it anew: note the head"
                + " elsewhere, and give it with --head the next time."
            : "The pinned heads are in it: nobody rewrote what came before them.";
    return Answer.done(
        new Document()
            .with("verified", true)
            .with("entries", head.index())
            .with("head", said)
            .with("proved", List.of(proved, notProved)),
        proved,
        notProved,
        "Head: " + said);
  }

  private Answer ofFile(Set<String> keyIds, List<HeadPin> pins) {
    Path path;
    try {
      path = Path.of(file);
    } catch (InvalidPathException e) {
      throw Trouble.wrongUse("not-a-file", "This is no name of a file.");
    }
    var verdict = BundleCheck.verify(path, keyIds, pins);
    if (verdict instanceof BundleVerdict.Verified verified) {
      return Answer.of(verdict.exitCode(), json(verified), lines(verified));
    } else if (verdict instanceof BundleVerdict.Bad bad) {
      var where = bad.index() == 0 ? "BAD: " : "BAD at entry " + bad.index() + ": ";
      return Answer.of(
          verdict.exitCode(), bad(bad.index(), bad.reason()), List.of(where + bad.reason() + "."));
    }
    var reason = ((BundleVerdict.Unreadable) verdict).reason();
    return Answer.of(
        verdict.exitCode(),
        new Document().with("verified", false).with("reason", reason),
        List.of("UNREADABLE: " + reason + "."));
  }

  private static Document bad(long index, String reason) {
    return new Document().with("verified", false).with("firstBad", index).with("reason", reason);
  }

  static Document json(BundleVerdict.Verified verified) {
    var manifest = verified.manifest();
    return new Document()
        .with("verified", true)
        .with("trail", manifest.head().tenant())
        .with("profile", manifest.header().profile().code())
        .with("filter", manifest.header().filter().text())
        .with("entries", manifest.counts().entries())
        .with("shown", manifest.counts().shown())
        .with("key", verified.keyId())
        .with("head", HeadPin.of(manifest.head()).toString())
        .with("proved", verified.proved());
  }

  static List<String> lines(BundleVerdict.Verified verified) {
    var manifest = verified.manifest();
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "VERIFIED: %d of %d entries of %s are shown.",
            manifest.counts().shown(),
            manifest.counts().entries(),
            manifest.head().tenant()));
    lines.addAll(verified.proved());
    lines.add("Key:  " + verified.keyId());
    lines.add("Head: " + HeadPin.of(manifest.head()));
    return lines;
  }
}
