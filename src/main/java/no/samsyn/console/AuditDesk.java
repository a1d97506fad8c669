package no.samsyn.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.HashChain;
import no.samsyn.sync.Account;
import no.samsyn.sync.AuditQuery;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.StoredEntry;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;

/**
 * Reading audit trails: the device's own from the store, the organisation's from the server.
 * Changes nothing. Thread-safe as far as the store is.
 */
public final class AuditDesk {
  static final int PAGE = 1_000;
  private static final String ADMINISTRATOR = "administrator";

  private final SyncStore store;
  private final OrganisationTrail server;

  public AuditDesk(SyncStore store, OrganisationTrail server) {
    this.store = store;
    this.server = server;
  }

  /** Whose trail. */
  public enum Of {
    DEVICE,
    ORGANISATION
  }

  /**
   * The newest entries, newest first, and whether older ones match too.
   *
   * @param total how many match in all, where that is known
   */
  public record Page(List<Row> rows, boolean isMore, OptionalLong total) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /** One entry for reading; texts are empty where there is nothing, or where it was erased. */
  public record Row(AuditEvent event, String action) {}

  /** What a look at the whole of the device's own chain came to. */
  public sealed interface OwnTrail {
    /** Nothing was changed, removed or put in since the head was what it is. */
    record Whole(ChainHead head) implements OwnTrail {}

    record Damaged(long index, String reason) implements OwnTrail {}
  }

  /** Returns whose trail somebody most likely means: an administrator the organisation's. */
  public Of usual() {
    return isAdministrator() ? Of.ORGANISATION : Of.DEVICE;
  }

  boolean isAdministrator() {
    return store.inTransaction(
        Durability.RELAXED,
        tx ->
            new DeviceFacts(tx.facts())
                .account()
                .map(Account::role)
                .map(ADMINISTRATOR::equals)
                .orElse(false));
  }

  OrganisationLog ofOrganisation() {
    return new OrganisationLog(store, server);
  }

  public Page list(Of of, AuditFilter filter, int limit) {
    return of == Of.DEVICE ? ofDevice(filter, limit) : ofOrganisation(filter, limit);
  }

  private Page ofDevice(AuditFilter filter, int limit) {
    return store.inTransaction(
        Durability.RELAXED,
        tx -> {
          SignInDesk.requireSignedIn(tx);
          var rows = new ArrayList<Row>();
          tx.audit()
              .find(AuditQuery.newest(filter, limit))
              .forEach(event -> rows.add(new Row(event, event.action().code())));
          var total = tx.audit().count(filter);
          return new Page(rows, total > rows.size(), OptionalLong.of(total));
        });
  }

  private Page ofOrganisation(AuditFilter filter, int limit) {
    var rows = newestOfOrganisation(filter, 0, limit + 1);
    var isMore = rows.size() > limit; // how many more, only counting them all would tell
    return isMore
        ? new Page(rows.subList(0, limit), true, OptionalLong.empty())
        : new Page(rows, false, OptionalLong.of(rows.size()));
  }

  /** Returns the organisation's newest entries below {@code before}, or of all where it is 0. */
  List<Row> newestOfOrganisation(AuditFilter filter, long before, int limit) {
    if (!isAdministrator()) {
      throw AuditTroubles.administratorsOnly();
    }
    return ofOrganisation().newest(filter, before, limit);
  }

  /** Recomputes the whole chain of this device and opens every value that is left. */
  public OwnTrail verify(List<BundleCheck.HeadPin> pins) {
    return verify(pins, (entries, of) -> {});
  }

  OwnTrail verify(List<BundleCheck.HeadPin> pins, AuditExport.Progress progress) {
    var head = store.inTransaction(Durability.RELAXED, tx -> tx.audit().head());
    var chain = HashChain.beginning(head.tenant());
    while (chain.head().index() < head.index()) {
      var page = page(store, chain.head().index(), head.index());
      if (page.isEmpty()) {
        return damaged(chain.head().index() + 1, "it is missing");
      }
      for (var stored : page) {
        var fault = fault(chain, stored);
        fault = fault.isEmpty() ? pinFault(chain.head(), pins) : fault;
        if (!fault.isEmpty()) {
          return damaged(stored.index(), fault);
        }
      }
      progress.at(chain.head().index(), head.index());
    }
    for (var pin : pins) {
      if (pin.index() > head.index()) {
        return damaged(head.index() + 1, "the chain ends before the pinned head: it was cut");
      }
    }
    return chain.head().equals(head)
        ? new OwnTrail.Whole(head)
        : damaged(head.index(), "the end is not what the store remembers");
  }

  static List<StoredEntry> page(SyncStore store, long after, long last) {
    var limit = (int) Math.min(PAGE, last - after);
    return limit < 1
        ? Collections.emptyList()
        : store.inTransaction(Durability.RELAXED, tx -> tx.audit().stored(after, limit));
  }

  private static OwnTrail damaged(long index, String reason) {
    return new OwnTrail.Damaged(index, reason);
  }

  /** Adds the entry to the chain, and says what is wrong with it, if anything is. */
  private static String fault(HashChain chain, StoredEntry stored) {
    if (!(stored instanceof StoredEntry.Whole whole)) {
      return "what is stored is no entry";
    }
    var entry = whole.sealed().entry();
    if (!chain.continuesWith(entry.link())) {
      return "the entry before it is missing";
    }
    if (!chain.append(entry.link()).equals(whole.head())) {
      return "it was changed";
    }
    var commitments = entry.particulars().commitments();
    for (var open : whole.sealed().open().entrySet()) {
      var commitment = commitments.get(open.getKey());
      if (commitment == null || !open.getValue().opens(commitment)) {
        return "a value beside it is not the one that was written";
      }
    }
    return "";
  }

  private static String pinFault(ChainHead head, List<BundleCheck.HeadPin> pins) {
    for (var pin : pins) {
      if (pin.index() == head.index() && !pin.hash().equals(head.hash())) {
        return "up to here it is not what is pinned";
      }
    }
    return "";
  }
}
