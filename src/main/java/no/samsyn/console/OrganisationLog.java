package no.samsyn.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.Committed;
import no.samsyn.audit.HashChain;
import no.samsyn.audit.SealedEntry;
import no.samsyn.audit.ShownEntry;
import no.samsyn.model.FieldChanges;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.WitnessFacts;

/**
 * The organisation's audit trail as its administrators read it, asked of the server: the newest
 * entries page by page, what one of them changed, and the whole chain recomputed here. Whoever is
 * no administrator is refused by the server. Thread-safe as far as the store is.
 */
final class OrganisationLog {
  private static final int SERVER_PAGE = 100_000; // entries of one answer, streamed
  private static final int NEWEST_MAX = 1_000; // that the server tells at once, newest first
  private static final int TOLD_EVERY = 500; // entries

  private final SyncStore store;
  private final OrganisationTrail server;

  OrganisationLog(SyncStore store, OrganisationTrail server) {
    this.store = store;
    this.server = server;
  }

  /** Returns entries below {@code before}, the newest first; below 0 are the newest of all. */
  List<AuditDesk.Row> newest(AuditFilter filter, long before, int limit) {
    var rows = new ArrayList<AuditDesk.Row>();
    var last = before;
    var isMore = true;
    while (isMore && rows.size() < limit) {
      var size = Math.min(NEWEST_MAX, limit - rows.size());
      isMore = addPage(rows, filter, last, size) == size;
      last = rows.isEmpty() ? last : rows.get(rows.size() - 1).event().index();
    }
    return rows;
  }

  private int addPage(List<AuditDesk.Row> rows, AuditFilter filter, long before, int size) {
    var known = rows.size();
    var count =
        AuditTroubles.answered(
            () -> server.newest(filter, before, size, shown -> add(rows, row(shown))));
    if (count != rows.size() - known) {
      throw outOfOrder();
    }
    return rows.size() - known;
  }

  /** A server that does not know this order would show the oldest as if they were the newest. */
  private static void add(List<AuditDesk.Row> rows, AuditDesk.Row row) {
    if (!rows.isEmpty() && rows.get(rows.size() - 1).event().index() <= row.event().index()) {
      throw outOfOrder();
    }
    rows.add(row);
  }

  private static Trouble outOfOrder() {
    return Trouble.failed(
        "server-too-old",
        "The server cannot tell its trail from the newest on. It has to be upgraded first.");
  }

  /** Returns what an entry changed, as far as it is not erased. */
  FieldChanges changes(long index) {
    var found = new ArrayList<FieldChanges>();
    AuditTroubles.answered(
        () ->
            server.entries(
                AuditFilter.ALL,
                index - 1,
                1,
                shown -> found.add(new SealedEntry(shown.entry(), shown.open()).changes())));
    return found.isEmpty() ? FieldChanges.NONE : found.get(0);
  }

  /** A newer server may know actions that we do not: they are shown by their code. */
  static AuditDesk.Row row(ShownEntry shown) {
    var link = shown.entry().link();
    return new AuditDesk.Row(
        new AuditEvent(
            link.index(),
            link.at(),
            known(link.action()),
            shown.text(Committed.ACTOR),
            shown.text(Committed.ON_BEHALF_OF),
            link.entity(),
            shown.text(Committed.RECORD),
            shown.text(Committed.MUTATION),
            shown.entry().particulars().version(),
            link.outcome(),
            shown.text(Committed.DETAIL)),
        link.action());
  }

  private static AuditAction known(String code) {
    try {
      return AuditAction.ofCode(code);
    } catch (IllegalArgumentException e) {
      return AuditAction.SAVED; // never shown: the row has the code
    }
  }

  /**
   * Recomputes the whole chain, opens every value that is left, and compares it with the signed
   * head that this device remembers: what the server tells now has to lead there and beyond.
   */
  AuditLog.Verified verify(AuditExport.Progress progress) {
    var remembered = remembered();
    var check = new Check(remembered, progress);
    var count = (long) SERVER_PAGE;
    while (count == SERVER_PAGE && check.damagedAt == 0) {
      var after = check.reached();
      count =
          AuditTroubles.answered(
              () -> server.entries(AuditFilter.ALL, after, SERVER_PAGE, check::add));
    }
    return check.told();
  }

  private Optional<ChainHead> remembered() {
    return store.inTransaction(
        Durability.RELAXED,
        tx ->
            new WitnessFacts(tx.facts()).witness().map(known -> known.last().checkpoint().head()));
  }

  /** One look at the chain, link after link. */
  private static final class Check {
    private final Optional<ChainHead> remembered;
    private final AuditExport.Progress progress;
    private Optional<HashChain> chain;
    private long damagedAt;

    Check(Optional<ChainHead> remembered, AuditExport.Progress progress) {
      this.remembered = remembered;
      this.progress = progress;
      this.chain = remembered.map(head -> HashChain.beginning(head.tenant()));
    }

    long reached() {
      return chain.map(each -> each.head().index()).orElse(0L);
    }

    void add(ShownEntry shown) {
      if (damagedAt > 0) {
        return; // the rest of the answer
      }
      var link = shown.entry().link();
      var links = chain.orElseGet(() -> HashChain.beginning(link.tenant()));
      chain = Optional.of(links);
      var isNext = links.continuesWith(link);
      var head = isNext ? links.append(link) : links.head();
      if (!isNext || remembered.filter(known -> contradicts(head, known)).isPresent()) {
        damagedAt = head.index() + (isNext ? 0 : 1);
      }
      if (head.index() % TOLD_EVERY == 0) {
        progress.at(head.index(), remembered.map(ChainHead::index).orElse(0L));
      }
    }

    private static boolean contradicts(ChainHead head, ChainHead known) {
      return head.index() == known.index() && !head.equals(known);
    }

    /** A chain that ends before what is remembered was cut. */
    AuditLog.Verified told() {
      var missing = remembered.filter(known -> known.index() > reached()).isPresent();
      return new AuditLog.Verified(
          reached(), damagedAt == 0 && missing ? reached() + 1 : damagedAt);
    }
  }
}
