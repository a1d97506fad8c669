package no.samsyn.server.trail;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditFact;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.BundleWriter;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.Manifest;
import no.samsyn.audit.Profile;
import no.samsyn.audit.Pseudonyms;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.audit.TrailKey;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Refusal;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.AuditCheckpoints;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.Tx;

/**
 * {@code GET audit/export}: the trail as a file that verifies without us. The export itself is the
 * last entry in it, signed before the first byte leaves. Thread-safe; constant memory for any
 * number of entries. A stream that breaks off is no export, and verifies as none.
 */
public final class ExportHandler {
  private static final int REASON_CHARACTERS_MAX = 500;
  private static final int ROWS_AT_ONCE = 100; // of up to a megabyte each
  private static final int CHECKPOINTS_MAX = 5_000; // a reader takes 10,000
  private static final int KEYS_MAX = 16; // as many as a reader takes

  private final Database database;
  private final TrailSigning signing;
  private final Time time;
  private final Chance chance;
  private final String tool;

  public ExportHandler(
      Database database, TrailSigning signing, Time time, Chance chance, String tool) {
    this.database = database;
    this.signing = signing;
    this.time = time;
    this.chance = chance;
    this.tool = tool;
  }

  /** {@code after} is the entry before the first one of the file. */
  public record Request(
      Profile profile, AuditFilter filter, String reason, ZoneId zone, long after) {
    public Request {
      if (reason.length() > REASON_CHARACTERS_MAX) {
        throw Refusal.badRequest("A reason has at most " + REASON_CHARACTERS_MAX + " characters.");
      }
      if (profile == Profile.FULL && reason.isBlank()) {
        throw Refusal.badRequest("An export of names and values needs a reason.");
      }
    }
  }

  /** An export that is recorded and signed for, and has not begun to flow. */
  public final class Prepared {
    private final Request request;
    private final ChainHead before;
    private final List<SignedCheckpoint> checkpoints;
    private final List<TrailKey> keys;

    private Prepared(
        Request request,
        ChainHead before,
        List<SignedCheckpoint> checkpoints,
        List<TrailKey> keys) {
      this.request = request;
      this.before = before;
      this.checkpoints = checkpoints;
      this.keys = keys;
    }

    public String fileName() {
      return BundleWriter.fileName(before, target());
    }

    private ChainHead target() {
      return last().checkpoint().head();
    }

    private SignedCheckpoint last() {
      return checkpoints.get(checkpoints.size() - 1);
    }

    /** Writes the whole file. The stream stays open. */
    public Manifest write(OutputStream out) throws IOException {
      var asked =
          new BundleWriter.Request(
              before, request.profile, request.filter, tool, request.zone.getId());
      try (var writer =
          new BundleWriter(
              out,
              asked,
              Pseudonyms.forgotten(chance),
              checkpoints,
              keys,
              signing.requireSigner())) {
        var through = target().index();
        var at = before.index();
        while (at < through) {
          var after = at;
          var page =
              database.read(
                  tx -> AuditTable.page(tx, before.tenant(), after, through, ROWS_AT_ONCE));
          if (page.isEmpty()) {
            throw new IOException("the trail ends before its checkpoint at entry " + through);
          }
          for (var sealed : page) {
            writer.add(sealed);
          }
          at = page.get(page.size() - 1).entry().index();
        }
        return writer.finish(time.now());
      }
    }
  }

  /** Records the export in the trail and signs the trail up to that entry. */
  public Prepared prepare(Caller caller, Request request) {
    if (!caller.is(Role.ADMINISTRATOR)) {
      throw Refusal.forbidden();
    }
    var prepared = database.write(tx -> prepare(tx, caller, request));
    signing.remember(prepared.last());
    return prepared;
  }

  private Prepared prepare(Tx tx, Caller caller, Request request) {
    var organisation = caller.organisation();
    if (request.after > Organisations.require(tx, organisation).auditCount()) {
      throw Refusal.badRequest("The trail has no entry " + request.after + ".");
    }
    AuditTable.append(tx, exported(caller, request), chance);
    var signed = signing.sign(tx, Organisations.require(tx, organisation));
    var through = signed.checkpoint().head().index();
    var keys = newest(AuditCheckpoints.keys(tx));
    var checkpoints =
        thinned(AuditCheckpoints.between(tx, organisation, request.after, through), keys);
    return new Prepared(
        request,
        AuditTable.headAt(tx, organisation, request.after),
        checkpoints,
        used(keys, checkpoints));
  }

  private AuditFact exported(Caller caller, Request request) {
    var profile = request.profile.code();
    var detail = request.filter.text() + (request.reason.isEmpty() ? "" : "; " + request.reason);
    return new AuditFact(
        caller.organisation(),
        time.now(),
        AuditAction.EXPORTED.code(),
        new AuditFact.Who(caller.user(), "", ""),
        AuditFact.About.NOTHING,
        new AuditFact.Result(profile, "", detail));
  }

  private static List<TrailKey> newest(List<TrailKey> keys) {
    return keys.subList(Math.max(0, keys.size() - KEYS_MAX), keys.size());
  }

  /** Leaves out checkpoints where there are too many; the last one stays in any case. */
  private static List<SignedCheckpoint> thinned(List<SignedCheckpoint> all, List<TrailKey> keys) {
    var ids = new HashSet<String>();
    keys.forEach(key -> ids.add(key.id()));
    var step = all.size() / CHECKPOINTS_MAX + 1;
    var kept = new ArrayList<SignedCheckpoint>();
    for (var i = all.size() - 1; i >= 0; i -= step) {
      if (ids.contains(all.get(i).keyId())) {
        kept.add(0, all.get(i));
      }
    }
    return kept;
  }

  private static List<TrailKey> used(List<TrailKey> keys, List<SignedCheckpoint> checkpoints) {
    var ids = new HashSet<String>();
    checkpoints.forEach(checkpoint -> ids.add(checkpoint.keyId()));
    return keys.stream().filter(key -> ids.contains(key.id())).toList();
  }
}
