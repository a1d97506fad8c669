package no.samsyn.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditCsv;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.BundleVerdict;
import no.samsyn.audit.BundleVerifier;
import no.samsyn.audit.BundleWriter;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.Checkpoint;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.Pins;
import no.samsyn.audit.Profile;
import no.samsyn.audit.Pseudonyms;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Time;
import no.samsyn.store.DeviceTrailKey;
import no.samsyn.sync.Account;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.StoredEntry;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.WitnessFacts;

/**
 * Exports an audit trail to a file that proves what it says. What the filter shows is what is
 * exported; that it was exported stands in the trail first, and so in the export itself.
 *
 * <p>Each export is verified before it gets its name, with what this device knows of the trail. A
 * crash leaves at most a file whose name ends in {@code .part}. Constant memory. Thread-safe.
 */
public final class AuditExport {
  private final SyncStore store;
  private final OrganisationTrail server;
  private final Time time;
  private final Chance chance;

  public AuditExport(SyncStore store, OrganisationTrail server, Time time, Chance chance) {
    this.store = store;
    this.server = server;
    this.time = time;
    this.chance = chance;
  }

  /** The bundle proves; the table is for people. */
  public enum Format {
    BUNDLE,
    CSV
  }

  /** What is exported, and what of it is shown. */
  public record What(AuditDesk.Of of, AuditFilter filter, Profile profile, String reason) {}

  /**
   * Where it goes.
   *
   * @param tool name and version of this program
   */
  public record Where(Path file, Format format, boolean mayReplace, ZoneId zone, String tool) {}

  /** Is told how far it is; {@code of} is 0 where nobody knows. */
  @FunctionalInterface
  public interface Progress {
    void at(long entries, long of);
  }

  /** Returns what the finished file proves. */
  public BundleVerdict.Verified export(What what, Where where, Progress progress) {
    if (what.profile() == Profile.FULL && what.reason().isBlank()) {
      throw Trouble.wrongUse(
          "reason-needed", "A full export shows names and values: say why with --reason.");
    }
    if (what.of() == AuditDesk.Of.ORGANISATION && !new AuditDesk(store, server).isAdministrator()) {
      throw AuditTroubles.administratorsOnly();
    }
    try (var bundle = NewFile.at(where.file(), where.mayReplace(), chance)) {
      var verified =
          what.of() == AuditDesk.Of.DEVICE
              ? ofDevice(bundle, what, where, progress)
              : ofOrganisation(bundle, what, where);
      if (where.format() == Format.BUNDLE) {
        bundle.putIntoPlace(where.mayReplace());
      } else {
        table(bundle, verified, where);
      }
      return verified;
    } catch (FileAlreadyExistsException e) {
      throw Trouble.failed(
          "file-exists",
          where.file() + " exists already. Choose another file, or replace it with --force.");
    } catch (IOException | UncheckedIOException e) {
      throw Trouble.failed(
          "not-written",
          where.file() + " cannot be written. Check the folder and the space on the disk.");
    }
  }

  private BundleVerdict.Verified ofDevice(NewFile bundle, What what, Where where, Progress progress)
      throws IOException {
    var signer = new DeviceTrailKey(store).signer();
    var head = noted(what, "device");
    bundle.write(out -> write(out, what, where, new Source(signer, head, progress)));
    return verified(bundle, Set.of(signer.key().id()), List.of(BundleCheck.HeadPin.of(head)));
  }

  /** Who vouches, up to where, and who is told. */
  private record Source(CheckpointSigner signer, ChainHead head, Progress progress) {}

  private void write(OutputStream out, What what, Where where, Source source) throws IOException {
    var head = source.head();
    var checkpoint = source.signer().sign(new Checkpoint(head, time.now()));
    var request =
        new BundleWriter.Request(
            ChainHead.beforeFirst(head.tenant()),
            what.profile(),
            what.filter(),
            where.tool(),
            where.zone().getId());
    try (var writer =
        new BundleWriter(
            out,
            request,
            Pseudonyms.forgotten(chance),
            List.of(checkpoint),
            List.of(source.signer().key()),
            source.signer())) {
      var after = 0L;
      while (after < head.index()) {
        after = addPage(writer, after, head.index());
        source.progress().at(after, head.index());
      }
      writer.finish(time.now());
    }
  }

  private long addPage(BundleWriter writer, long after, long last) throws IOException {
    var reached = after;
    for (var stored : AuditDesk.page(store, after, last)) {
      if (!(stored instanceof StoredEntry.Whole whole) || stored.index() != reached + 1) {
        throw damaged(reached + 1);
      }
      try {
        writer.add(whole.sealed());
      } catch (IllegalArgumentException e) {
        throw damaged(stored.index());
      }
      reached = stored.index();
    }
    if (reached == after) {
      throw damaged(after + 1);
    }
    return reached;
  }

  private static Trouble damaged(long index) {
    return Trouble.failed(
        "trail-damaged",
        "This device's audit trail is damaged at entry "
            + index
            + ", so nothing was exported. See: samsyn audit verify");
  }

  private BundleVerdict.Verified ofOrganisation(NewFile bundle, What what, Where where)
      throws IOException {
    var unused = noted(what, "organisation");
    var wish =
        new OrganisationTrail.Wish(
            what.filter(), what.profile(), what.reason(), where.zone().getId());
    bundle.write(out -> AuditTroubles.answered(() -> server.export(wish, out)));
    var witness =
        store.inTransaction(Durability.RELAXED, tx -> new WitnessFacts(tx.facts()).witness());
    return witness.isPresent()
        ? verified(
            bundle,
            Set.of(witness.get().last().keyId()),
            List.of(BundleCheck.HeadPin.of(witness.get().last().checkpoint().head())))
        : verified(bundle, Set.of(), List.of());
  }

  /** Writes down that it is exported, before anything is, and returns the head with that entry. */
  private ChainHead noted(What what, String of) {
    return store.inTransaction(
        Durability.FORCED,
        tx -> {
          SignInDesk.requireSignedIn(tx);
          var user = new DeviceFacts(tx.facts()).account().map(Account::user).orElse("");
          var reason = what.reason().isBlank() ? "" : "; " + what.reason();
          tx.audit()
              .record(
                  new AuditEvent(
                      0,
                      time.now(),
                      AuditAction.EXPORTED,
                      user,
                      "",
                      "",
                      "",
                      "",
                      0,
                      what.profile().code(),
                      "audit of " + of + ": " + what.filter().text() + reason),
                  FieldChanges.NONE);
          return tx.audit().head();
        });
  }

  private static BundleVerdict.Verified verified(
      NewFile bundle, Set<String> keyIds, List<BundleCheck.HeadPin> heads) {
    var verdict = BundleCheck.verify(bundle.temporary(), keyIds, heads);
    if (verdict instanceof BundleVerdict.Verified verified) {
      return verified;
    }
    var reason =
        verdict instanceof BundleVerdict.Bad bad
            ? bad.reason()
            : ((BundleVerdict.Unreadable) verdict).reason();
    throw Trouble.failed(
        "not-verified",
        "The export does not prove what it says, so it was not kept: " + reason + ".");
  }

  /** The table is made of the verified bundle and of nothing else. */
  private void table(NewFile bundle, BundleVerdict.Verified verified, Where where)
      throws IOException {
    var manifest = verified.manifest();
    var about = new AuditCsv.About(manifest.header().filter(), where.zone(), where.tool());
    var pins = new Pins(Set.of(verified.keyId()), List.of(manifest.head()));
    try (var table = NewFile.at(where.file(), where.mayReplace(), chance)) {
      table.write(
          out -> {
            var unused = AuditCsv.write(out, about, sink -> shown(bundle.temporary(), pins, sink));
          });
      table.putIntoPlace(where.mayReplace());
    }
  }

  private static void shown(Path bundle, Pins pins, BundleVerifier.Sink sink) throws IOException {
    try (InputStream in = Files.newInputStream(bundle)) {
      var verdict = new BundleVerifier(pins).verify(in, sink);
      if (!(verdict instanceof BundleVerdict.Verified)) {
        throw new IOException("the export changed while it was read");
      }
    }
  }
}
