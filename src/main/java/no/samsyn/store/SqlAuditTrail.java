package no.samsyn.store;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFact;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.Bytes32;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.Committed;
import no.samsyn.audit.HashChain;
import no.samsyn.audit.SealedEntry;
import no.samsyn.model.FieldChanges;
import no.samsyn.sync.AuditQuery;
import no.samsyn.sync.AuditTrail;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.StoredEntry;

/**
 * The device's audit chain in SQL, counted from 1. Used by one thread within one transaction. The
 * head is remembered, and read from the last row after an opening.
 */
final class SqlAuditTrail implements AuditTrail {
  private final Session session;
  private final Sql.Statements sql;

  SqlAuditTrail(Session session) {
    this.session = session;
    this.sql = session.sql();
  }

  @Override
  public void record(AuditEvent event, FieldChanges changes) {
    var device = new DeviceFacts(session.facts()).device(event.at(), session.chance());
    var chain = HashChain.from(head(event.at()));
    var fact = AuditFact.of(chain.head().tenant(), device, event, changes);
    var sealed = fact.seal(chain.head().index() + 1, session.chance());
    chain.append(sealed.entry().link());
    insert(sealed, chain.head());
    session.memory().setTrailHead(chain.head());
  }

  private static final String INSERT =
      """
      insert into audit_entry (
        place,
        happened_at,
        kind,
        hash,
        particulars,
        version,
        on_behalf_of,
        record_key,
        mutation,
        detail,
        opened
      )
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private void insert(SealedEntry sealed, ChainHead head) {
    var link = sealed.entry().link();
    var kind =
        new AuditKind(sealed.text(Committed.ACTOR), link.entity(), link.action(), link.outcome());
    var changed =
        sql.update(
            INSERT,
            link.index(),
            link.at().toEpochMilli(),
            kinds().numberOf(sql, kind),
            head.hash().hex(),
            SealedRows.particulars(sealed),
            sealed.entry().particulars().version(),
            sealed.text(Committed.ON_BEHALF_OF),
            sealed.text(Committed.RECORD),
            sealed.text(Committed.MUTATION),
            sealed.text(Committed.DETAIL),
            SealedRows.opened(sealed));
    Session.requireOne(changed, "record audit entry " + link.index());
  }

  private AuditKinds kinds() {
    return session.memory().auditKinds(() -> AuditKinds.load(sql));
  }

  private static final String LAST =
      """
      select place, hash from audit_entry order by place desc limit 1
      """;

  @Override
  public ChainHead head() {
    return head(Instant.EPOCH);
  }

  /** Takes the time in case that the device's id has to be minted for it. */
  private ChainHead head(Instant now) {
    return session
        .memory()
        .trailHead(
            () -> {
              var tenant = new DeviceFacts(session.facts()).trailTenant(now, session.chance());
              var last =
                  sql.query(
                      LAST,
                      row -> new ChainHead(tenant, row.number(1), Bytes32.ofHex(row.text(2))));
              return last.isEmpty() ? ChainHead.beforeFirst(tenant) : last.get(0);
            });
  }

  private static final String LIST =
      """
      select
        place,
        happened_at,
        kind,
        on_behalf_of,
        record_key,
        mutation,
        version,
        detail
      from audit_entry
      where place > ?
      order by place
      limit ?
      """;

  @Override
  public List<AuditEvent> list(long afterIndex, int limit) {
    return sql.query(LIST, this::event, afterIndex, (long) limit);
  }

  private AuditEvent event(Sql.Row row) {
    var kind = kinds().kind(row.number(3));
    return new AuditEvent(
        row.number(1),
        Instant.ofEpochMilli(row.number(2)),
        AuditAction.ofCode(kind.action()),
        kind.actor(),
        row.text(4),
        kind.entity(),
        row.text(5),
        row.text(6),
        row.number(7),
        kind.outcome(),
        row.text(8));
  }

  private static final String FIND =
      """
      select
        place,
        happened_at,
        kind,
        on_behalf_of,
        record_key,
        mutation,
        version,
        detail
      from audit_entry
      where place = ?
      """;

  @Override
  public List<AuditEvent> find(AuditQuery query) {
    var places = new AuditSearch(sql, kinds()).places(query);
    return places.stream()
        .map(place -> sql.query(FIND, this::event, place).get(0))
        .collect(Collectors.toList());
  }

  @Override
  public long count(AuditFilter filter) {
    return filter.equals(AuditFilter.ALL)
        ? head().index()
        : new AuditSearch(sql, kinds()).count(filter);
  }

  private static final String STORED =
      """
      select
        place,
        happened_at,
        kind,
        hash,
        particulars,
        opened
      from audit_entry
      where place > ?
      order by place
      limit ?
      """;

  @Override
  public List<StoredEntry> stored(long afterIndex, int limit) {
    var tenant = head().tenant();
    return sql.query(
        STORED,
        row ->
            SealedRows.read(
                tenant,
                new SealedRows.Columns(
                    row.number(1),
                    Instant.ofEpochMilli(row.number(2)),
                    kinds().kind(row.number(3)),
                    row.text(4),
                    row.text(5),
                    row.text(6))),
        afterIndex,
        (long) limit);
  }
}
