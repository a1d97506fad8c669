package no.samsyn.server.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import no.samsyn.json.Json;
import no.samsyn.model.Value;

/**
 * Takes the content of erased records and people out of every table but the records' own. What
 * proves and what orders stays: ids, versions, codes, times, links and commitments. Stateless; used
 * within a transaction, whose caller holds the counter.
 */
public final class Erasures {
  private static final int CHUNK = 500;

  private Erasures() {}

  private static final String FEED =
      "update feed set changes = '{}' where org = ? and record = any(?)";
  private static final String RECEIPTS =
      "update receipt set result = '', fingerprint = '' where org = ? and record = any(?)";
  private static final String DEPARTURES =
      "delete from departure where org = ? and record = any(?)";
  private static final String REVIEWS = "delete from open_review where org = ? and review = any(?)";
  private static final String DEVICES_OF_MENTORS =
      "delete from device where org = ? and peer_mentor = any(?)";

  /** Takes away what is kept under the records' server ids. */
  public static void ofIds(Tx tx, String organisation, Collection<String> ids) {
    for (var chunk : chunks(ids)) {
      for (var statement : List.of(FEED, RECEIPTS, DEPARTURES, REVIEWS, DEVICES_OF_MENTORS)) {
        tx.update(statement, organisation, chunk);
      }
    }
  }

  private static final String REVIEWS_ABOUT =
      "delete from open_review where org = ? and record_key = any(?)";
  private static final String TOLD_OF =
      """
      delete from audit_open
      where org = ? and record_key = any(?)
        and n not in (select e.n from audit_entry e where e.org = ? and e.action = 'erased')
      """;
  private static final String TOLD_FOR =
      "delete from audit_open where org = ? and on_behalf_of = any(?)";

  /** Takes away what the trail opens under the records' keys; entries of erasures stay readable. */
  public static void ofKeys(Tx tx, String organisation, Collection<String> keys) {
    for (var chunk : chunks(keys)) {
      tx.update(REVIEWS_ABOUT, organisation, chunk);
      tx.update(TOLD_OF, organisation, chunk, organisation);
      tx.update(TOLD_FOR, organisation, chunk);
    }
  }

  private static final String ACCOUNT = "delete from account where org = ? and name = ?";
  private static final String TOKENS = "delete from token_family where account = ?";
  private static final String DEVICES = "delete from device where org = ? and account = ?";
  private static final String SENT =
      """
      update receipt
      set result = '', fingerprint = '', author = ''
      where org = ? and author = ?
      """;
  private static final String WRITTEN = "update feed set author = '' where org = ? and author = ?";
  private static final String LEFT = "update record set author = '' where org = ? and author = ?";
  private static final String TOLD_BY = "delete from audit_open where org = ? and actor = ?";

  /** Takes away an account, with everything that names it. */
  public static void ofAccount(Tx tx, String organisation, String account) {
    tx.update(TOKENS, account);
    for (var statement : List.of(DEVICES, SENT, WRITTEN, LEFT, TOLD_BY, ACCOUNT)) {
      tx.update(statement, organisation, account);
    }
    forgetMentions(tx, organisation, account);
  }

  private static final String WITHOUT_RECORD =
      """
      select o.n, o.content
      from audit_open o
      where o.org = ? and o.record_key = '' and o.content like ?
      """;
  private static final String FORGET = "delete from audit_open where org = ? and n = ?";

  /** What operators and administrators did to an account, or asked about it, names it in a text. */
  private static void forgetMentions(Tx tx, String organisation, String account) {
    record Entry(long n, String content) {}
    var found =
        tx.list(
            WITHOUT_RECORD,
            row -> new Entry(row.getLong(1), row.getString(2)),
            organisation,
            containing(account));
    for (var entry : found) {
      if (isNamedIn(entry.content, account)) {
        tx.update(FORGET, organisation, entry.n);
      }
    }
  }

  /** Returns whether {@code name} stands in the text by itself, and not within a longer word. */
  static boolean isNamedIn(String text, String name) {
    for (var at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      var end = at + name.length();
      var isStart = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      if (isStart && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static final String HISTORIES =
      "select seq, changes from feed where org = ? and changes like ?";
  private static final String REWRITE = "update feed set changes = ? where org = ? and seq = ?";
  private static final String RESULTS =
      "update receipt set result = '' where org = ? and result like ?";

  /**
   * Takes the name of an erased user out of what is kept of records that stay or were deleted. An
   * answer that held it is forgotten: a repeat is answered with the record as it is.
   */
  public static void ofHistories(
      Tx tx, String organisation, String account, UnaryOperator<Value> withoutName) {
    record Step(long seq, String changes) {}
    var quoted = containing('"' + account + '"');
    var found =
        tx.list(HISTORIES, row -> new Step(row.getLong(1), row.getString(2)), organisation, quoted);
    for (var step : found) {
      var changes = Json.write(withoutName.apply(Json.parse(step.changes)));
      tx.updateOne(REWRITE, changes, organisation, step.seq);
    }
    tx.update(RESULTS, organisation, quoted);
    forgetValues(tx, organisation, account, quoted);
  }

  private static final String OPENED =
      "select n, part, content from audit_open where org = ? and content like ?";
  private static final String PARTS = "select count(*) from audit_open where org = ? and n = ?";
  private static final String REOPEN =
      "update audit_open set content = ? where org = ? and n = ? and part = 0";

  /** Takes the values that are the name, with their salts, out of what others did. */
  private static void forgetValues(Tx tx, String organisation, String account, String quoted) {
    record Entry(long n, String content) {}
    var found =
        tx.list(OPENED, row -> new Entry(row.getLong(1), row.getString(3)), organisation, quoted);
    for (var entry : found) {
      var isWhole = tx.one(PARTS, row -> row.getLong(1), organisation, entry.n).orElse(0L) == 1L;
      if (isWhole && Json.parse(entry.content) instanceof Value.Structure open) {
        var kept = new TreeMap<>(open.members());
        kept.values().removeIf(value -> Json.write(value).contains('"' + account + '"'));
        tx.updateOne(REOPEN, Json.write(new Value.Structure(kept)), organisation, entry.n);
      } else {
        tx.update(FORGET, organisation, entry.n);
      }
    }
  }

  private static String containing(String text) {
    return "%" + text.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%") + "%";
  }

  /** The tables that hold content, for whoever has to write them anew on the disk. */
  public static final List<String> TOUCHED =
      List.of(
          "record",
          "feed",
          "receipt",
          "departure",
          "open_review",
          "audit_open",
          "device",
          "account",
          "token_family");

  private static List<Set<String>> chunks(Collection<String> names) {
    var all = new ArrayList<>(names);
    var chunks = new ArrayList<Set<String>>();
    for (var from = 0; from < all.size(); from += CHUNK) {
      chunks.add(Set.copyOf(all.subList(from, Math.min(all.size(), from + CHUNK))));
    }
    return chunks;
  }
}
