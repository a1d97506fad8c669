package no.samsyn.server.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import no.samsyn.audit.AuditEntry;
import no.samsyn.audit.AuditFact;
import no.samsyn.audit.Bytes32;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.ChainLink;
import no.samsyn.audit.HashChain;
import no.samsyn.audit.Particulars;
import no.samsyn.audit.PreparedEntry;
import no.samsyn.audit.SaltedValue;
import no.samsyn.audit.SealedEntry;
import no.samsyn.model.Chance;
import no.samsyn.server.store.Organisations.Counters;

/**
 * The server's audit trail: sealed entries in one table, for good, and the values that open them in
 * another, where they can be erased. Numbered without gaps in commit order. Stateless; used within
 * a transaction, and written by whoever holds the counter.
 *
 * <p>What names people and records stands in the second table only, in columns of its own: so
 * everything about one person or one person's records is found and erased without reading the rest.
 */
public final class AuditTable {
  /** A value may be as large as a push, and one column of H2 holds a little less than one. */
  static final int PART_CHARACTERS_MAX = 500_000;

  private AuditTable() {}

  private static final String APPEND =
      """
      insert into audit_entry (org, n, at, action, entity, outcome, rest, hash, particulars)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String APPEND_OPEN =
      """
      insert into audit_open (org, n, part, actor, on_behalf_of, record_key, device, content)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /**
   * Appends {@code prepared} to the chain, as its last entries.
   *
   * @param after the counters, locked, with the places of these entries already taken
   */
  public static void append(Tx tx, Counters after, List<PreparedEntry> prepared) {
    if (prepared.isEmpty()) {
      return;
    }
    var before = after.auditCount() - prepared.size();
    var head = new ChainHead(after.organisation(), before, after.auditHash());
    Organisations.setHead(tx, extend(tx, head, prepared));
  }

  /** Writes the next entries after {@code head} and returns the head after them. */
  static ChainHead extend(Tx tx, ChainHead before, List<PreparedEntry> prepared) {
    var chain = HashChain.from(before);
    var entries = new ArrayList<Object[]>();
    var open = new ArrayList<Object[]>();
    for (var one : prepared) {
      var sealed = one.at(chain.head().index() + 1);
      var head = chain.append(sealed.entry().link());
      entries.add(entryRow(sealed.entry(), head));
      addOpenRows(open, sealed, one.fact());
    }
    tx.batch(APPEND, entries);
    tx.batch(APPEND_OPEN, open);
    return chain.head();
  }

  /** Takes a place and appends one fact that belongs to no push. */
  public static void append(Tx tx, AuditFact fact, Chance chance) {
    var prepared = fact.prepare(chance);
    append(tx, Organisations.takeAudit(tx, fact.tenant(), 1), List.of(prepared));
  }

  private static Object[] entryRow(AuditEntry entry, ChainHead head) {
    var link = entry.link();
    return new Object[] {
      link.tenant(),
      link.index(),
      link.at().toEpochMilli(),
      link.action(),
      link.entity(),
      link.outcome(),
      link.rest().hex(),
      head.hash().hex(),
      text(entry.particulars().canonical())
    };
  }

  private static void addOpenRows(List<Object[]> rows, SealedEntry sealed, AuditFact fact) {
    var content = text(sealed.canonicalOpen());
    var part = 0;
    for (var from = 0; from < content.length(); from += PART_CHARACTERS_MAX) {
      var to = Math.min(content.length(), from + PART_CHARACTERS_MAX);
      rows.add(
          new Object[] {
            fact.tenant(),
            sealed.entry().index(),
            part,
            fact.who().actor(),
            fact.who().onBehalfOf(),
            fact.about().key(),
            fact.who().device(),
            content.substring(from, to)
          });
      part++;
    }
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  static final String PAGE =
      """
      select org, n, at, action, entity, outcome, rest, particulars
      from audit_entry
      where org = ? and n > ? and n <= ?
      order by org, n
      limit ?
      """;
  private static final String OPEN =
      """
      select n, content
      from audit_open
      where org = ? and n > ? and n <= ?
      order by org, n, part
      """;

  /** Returns the next entries after {@code after}, up to {@code through}, with what opens them. */
  public static List<SealedEntry> page(
      Tx tx, String organisation, long after, long through, int limit) {
    var entries = tx.list(PAGE, AuditTable::entry, organisation, after, through, limit);
    if (entries.isEmpty()) {
      return List.of();
    }
    var last = entries.get(entries.size() - 1).index();
    var contents = new TreeMap<Long, StringBuilder>();
    tx.list(
        OPEN,
        row ->
            contents
                .computeIfAbsent(row.getLong(1), n -> new StringBuilder())
                .append(row.getString(2)),
        organisation,
        after,
        last);
    var sealed = new ArrayList<SealedEntry>();
    for (var entry : entries) {
      var content = contents.get(entry.index());
      Map<String, SaltedValue> open =
          content == null ? Map.of() : SealedEntry.readOpen(content.toString());
      sealed.add(new SealedEntry(entry, open));
    }
    return sealed;
  }

  static AuditEntry entry(ResultSet row) throws SQLException {
    var particulars = Particulars.of(row.getString(8).getBytes(StandardCharsets.UTF_8));
    return new AuditEntry(link(row), particulars);
  }

  static final String LINKS =
      """
      select org, n, at, action, entity, outcome, rest
      from audit_entry
      where org = ? and n > ?
      order by org, n
      limit ?
      """;

  /** Returns the chain's links after entry {@code after}: what every witness may see. */
  public static List<ChainLink> links(Tx tx, String organisation, long after, int limit) {
    return tx.list(LINKS, AuditTable::link, organisation, after, limit);
  }

  private static ChainLink link(ResultSet row) throws SQLException {
    return new ChainLink(
        row.getString(1),
        row.getLong(2),
        Instant.ofEpochMilli(row.getLong(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        Bytes32.ofHex(row.getString(7)));
  }

  private static final String HEAD = "select hash from audit_entry where org = ? and n = ?";

  /** Returns the head of the chain as it was after entry {@code index}. */
  public static ChainHead headAt(Tx tx, String organisation, long index) {
    return new ChainHead(
        organisation,
        index,
        hashAt(tx, organisation, index)
            .orElseThrow(() -> new IllegalStateException("no audit entry " + index)));
  }

  /** Returns the hash that stands for all entries up to {@code index}, if there are so many. */
  public static Optional<Bytes32> hashAt(Tx tx, String organisation, long index) {
    return index == 0
        ? Optional.of(ChainHead.beforeFirst(organisation).hash())
        : tx.one(HEAD, row -> Bytes32.ofHex(row.getString(1)), organisation, index);
  }
}
