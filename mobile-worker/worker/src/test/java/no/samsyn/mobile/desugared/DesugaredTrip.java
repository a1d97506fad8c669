package no.samsyn.mobile.desugared;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import no.samsyn.audit.HashChain;
import no.samsyn.model.Fields;
import no.samsyn.model.RecordId;
import no.samsyn.model.Value;
import no.samsyn.net.HttpClients;
import no.samsyn.net.ServerAddress;
import no.samsyn.net.ServerLink;
import no.samsyn.net.SignIn;
import no.samsyn.store.StoredTokens;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.Edit;
import no.samsyn.sync.MirrorRow;
import no.samsyn.sync.RecordQuery;
import no.samsyn.sync.ReviewEdits;
import no.samsyn.sync.RunBudget;
import no.samsyn.sync.StoredEntry;
import no.samsyn.sync.SyncEngine;
import no.samsyn.sync.SyncReport;
import no.samsyn.sync.conflict.Decision;
import no.samsyn.sync.conflict.ReviewCase;
import no.samsyn.testkit.TestDevice;

/**
 * A push, a pull, a review that is decided, and both audit chains gone through. Rewritten as for
 * Android together with the engine, and run by {@link RewrittenEngine} in a class loader that knows
 * nothing else; so it takes and returns what every class loader knows.
 */
public final class DesugaredTrip {
  private final ServerAddress server;
  private final TestDevice device;

  private DesugaredTrip(String address, long seed) {
    this.server = ServerAddress.of(address);
    this.device = new TestDevice(seed);
  }

  /** Returns what came out, by name. */
  public static Map<String, String> run(String address) {
    var ola = new DesugaredTrip(address, 4_711).signIn("ola");
    var kari = new DesugaredTrip(address, 4_712).signIn("kari");
    var found = new TreeMap<String, String>();
    found.put("is a record", Boolean.toString(SyncReport.class.isRecord()));
    ola.sync();

    var activity = ola.addActivity(37);
    ola.sync();
    kari.sync();
    found.put("what the other device shows", kari.minutes(activity));

    kari.device.edit(activity, "minutes", Value.whole(90));
    kari.sync();
    ola.device.edit(activity, "minutes", Value.whole(75));
    ola.sync();
    found.put("two versions", ola.row(activity).state().code());
    kari.sync();
    found.put("decision", kari.decide(activity, 75));
    kari.sync();
    ola.sync();
    found.put("after the decision", ola.minutes(activity));
    found.put("state after it", ola.row(activity).state().code());
    found.put("left", ola.device.queued().size() + " and " + ola.device.letters().size());
    found.put("audit of Ola's device", ola.audit());
    found.put("audit of Kari's device", kari.audit());
    return found;
  }

  private DesugaredTrip signIn(String user) {
    var id = device.run(tx -> new DeviceFacts(tx.facts()).device(device.time.now(), device.chance));
    var result =
        link()
            .signIn(id)
            .signIn(user, "practice", account -> Optional.of(new StoredTokens(device.store)));
    if (result instanceof SignIn.Result.SignedIn signedIn) {
      device.signIn(signedIn.account());
      return this;
    }
    throw new IllegalStateException("cannot sign in: " + result);
  }

  private ServerLink link() {
    return new ServerLink(HttpClients.usual(), server, device.time, device.chance);
  }

  private void sync() {
    var session = link().session(new StoredTokens(device.store));
    var report =
        device
            .engine(session.transport(device.schemas.version()))
            .run(RunBudget.of(Duration.ofMinutes(1)), SyncEngine.Trigger.NOW);
    if (report.stop() != SyncReport.Stop.FINISHED) {
      throw new IllegalStateException("the run ended with " + report);
    }
  }

  private RecordId addActivity(long minutes) {
    var mentor = device.run(tx -> new DeviceFacts(tx.facts()).account()).orElseThrow().peerMentor();
    var fields =
        Fields.of("peer_mentor", Value.text(mentor))
            .with("type", list("activity_type", List.of()).get(0).id().key())
            .with("date", "2026-11-20")
            .with("minutes", minutes);
    return TestDevice.saved(device.edits.create(Edit.Wish.of("activity", fields)));
  }

  private List<MirrorRow> list(String entity, List<RecordQuery.Filter> filters) {
    return device
        .run(tx -> tx.mirror().list(new RecordQuery(entity, filters, "", false, 10_000, 0)))
        .rows();
  }

  private MirrorRow row(RecordId id) {
    return device.row(id);
  }

  /** Named by hand: classes have no names of their own when they were shrunk. */
  private String minutes(RecordId id) {
    return row(id).view().get("minutes") instanceof Value.Whole whole
        ? whole.number() + " minutes"
        : "no number";
  }

  private String decide(RecordId record, long minutes) {
    var open =
        list(
            ReviewCase.ENTITY,
            List.of(
                new RecordQuery.Filter(ReviewCase.RECORD, record.key()),
                new RecordQuery.Filter(ReviewCase.STATUS, ReviewCase.OPEN)));
    var outcome =
        device.reviews.decide(
            open.get(0).id().key(),
            new Decision.SetFields(Fields.of("minutes", Value.whole(minutes))),
            ReviewEdits.Circumstances.NONE);
    return outcome instanceof ReviewEdits.Outcome.Done ? "done" : "not done";
  }

  /** Goes through the chain anew, and through what every entry committed to. */
  private String audit() {
    var tenant =
        device.run(tx -> new DeviceFacts(tx.facts()).trailTenant(device.time.now(), device.chance));
    var again = HashChain.beginning(tenant);
    var stored = device.run(tx -> tx.audit().stored(0, 10_000));
    for (var each : stored) {
      var sealed = ((StoredEntry.Whole) each).sealed();
      again.append(sealed.entry().link());
      var commitments = sealed.entry().particulars().commitments();
      for (var opened : sealed.open().entrySet()) {
        if (!opened.getValue().opens(commitments.get(opened.getKey()))) {
          return "broken at " + opened.getKey();
        }
      }
    }
    var head = device.run(tx -> tx.audit().head());
    return stored.size() > 3 && again.head().equals(head) ? "verified" : "broken";
  }
}
