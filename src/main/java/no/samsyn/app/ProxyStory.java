package no.samsyn.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.BundleVerdict;
import no.samsyn.audit.Profile;
import no.samsyn.console.AuditDesk;
import no.samsyn.console.AuditExport;
import no.samsyn.console.BundleCheck;
import no.samsyn.console.FieldTexts;
import no.samsyn.console.Workplace;
import no.samsyn.console.review.Choice;
import no.samsyn.console.review.QueueWish;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;

/**
 * The part of the tour in which a coordinator and a mentor write different things about the same
 * activity: a person decides, both devices end up with it, and the export of the trail proves it.
 */
final class ProxyStory {
  private static final RunBudget BUDGET = RunBudget.of(GuidedTour.RUN_MAX);
  private static final int OPEN_MAX = 100;

  private final Telling telling;
  private final String activity;
  private long accepted;
  private long conflicts;
  private long exported;

  /** Says a line, with whether it is as it should be. */
  @FunctionalInterface
  interface Telling {
    void say(String what, String figures, boolean isTrue);
  }

  ProxyStory(Telling telling, String activity) {
    this.telling = telling;
    this.activity = activity;
  }

  private SyncReport sync(Workplace workplace) {
    var report = workplace.sync().run(BUDGET, SyncEngine.Trigger.NOW);
    accepted += report.counts().accepted();
    conflicts += report.counts().conflicts();
    return report;
  }

  /** Returns how many changes the server took in this part, as the devices were told. */
  long accepted() {
    return accepted;
  }

  /** Returns how many changes met another one, as the devices were told. */
  long conflicts() {
    return conflicts;
  }

  /** Returns how many entries of the audit trail were exported. */
  long exported() {
    return exported;
  }

  /** Ola was there and says 75 minutes; Kari was told 120 on the telephone. */
  void disagree(Workplace kari, Workplace ola) {
    var edited =
        kari.records().edit("activity", activity, List.of("minutes=120"))
            && ola.records().edit("activity", activity, List.of("minutes=75"));
    sync(ola);
    var report = sync(kari);
    var open = open(kari);
    telling.say(
        "Kari reports for Ola",
        "two versions: " + report.counts().conflicts() + "; open cases: " + open.size(),
        edited && report.counts().conflicts() == 1 && open.size() == 1);
    if (!open.isEmpty()) {
      decide(kari, ola, open.get(0));
    }
  }

  private List<String> open(Workplace kari) {
    return kari.reviews().list(wish()).rows().stream()
        .filter(row -> row.review().subject().record().equals(activity))
        .map(row -> row.key())
        .toList();
  }

  private static QueueWish wish() {
    return new QueueWish(
        QueueWish.Status.OPEN,
        QueueWish.Filters.NONE,
        QueueWish.Order.OLDEST,
        LocalDate.now(ZoneId.systemDefault()),
        OPEN_MAX,
        0);
  }

  private void decide(Workplace kari, Workplace ola, String review) {
    var choice = new Choice.ByField("", List.of("minutes=theirs"), List.of());
    var unused = kari.reviews().resolve(review, choice, 0, "Ola var der");
    sync(kari);
    sync(ola);
    var here = minutes(kari);
    var there = minutes(ola);
    telling.say(
        "Kari decides",
        "minutes at Kari's: " + here + "; at Ola's: " + there + "; open: " + open(kari).size(),
        here.equals("75") && there.equals("75") && open(kari).isEmpty());
  }

  private String minutes(Workplace workplace) {
    return FieldTexts.write(workplace.records().show("activity", activity).view().get("minutes"));
  }

  /** What goes to those who pay names nobody, and can be checked without us. */
  void export(Workplace admin, Path file) {
    var what =
        new AuditExport.What(AuditDesk.Of.ORGANISATION, AuditFilter.ALL, Profile.CONTROL, "");
    var where =
        new AuditExport.Where(
            file, AuditExport.Format.BUNDLE, false, ZoneId.systemDefault(), "samsyn tour");
    var made = admin.auditExport().export(what, where, (entries, of) -> {});
    exported = made.manifest().counts().shown();
    var verdict = BundleCheck.verify(file, Set.of(made.keyId()), List.of());
    telling.say(
        "The audit trail",
        "entries exported: " + exported + "; verified: yes",
        verdict instanceof BundleVerdict.Verified);
    spoil(file);
    var spoiled = BundleCheck.verify(file, Set.of(made.keyId()), List.of());
    telling.say(
        "One byte is changed",
        "the export does not verify any more",
        !(spoiled instanceof BundleVerdict.Verified));
  }

  private static void spoil(Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("the tour's own file", e);
    }
  }
}
