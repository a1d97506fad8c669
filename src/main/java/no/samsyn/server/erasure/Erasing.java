package no.samsyn.server.erasure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samsyn.model.Chance;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Scope;
import no.samsyn.server.store.Accounts;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Installation;
import no.samsyn.server.store.Organisations;
import no.samsyn.server.store.RecordRow;
import no.samsyn.server.store.Records;
import no.samsyn.server.store.Tx;

/**
 * Erases a person from one organisation, and erases again what a restored backup brought back.
 *
 * <p>The list beside the database is written before the database, and everything in the database
 * changes in one transaction: a kill at any point leaves the old state or the new one, and the next
 * start of a server, or the same command, finishes it. What cannot be done is said by an {@link
 * IllegalArgumentException} with a sentence for the operator.
 */
public final class Erasing {
  private static final String RESTORED = "a restored database was erased again";
  private static final int CHUNK = 500;
  private static final Set<String> PERSONS =
      Set.of(PeerSupport.CONTACT, PeerSupport.PEER_MENTOR_TYPE);

  private final Database database;
  private final String organisation;
  private final String operator;
  private final ErasureList list;
  private final Time time;
  private final Chance chance;
  private final Schemas schemas = PeerSupport.schemas();

  public Erasing(
      Database database,
      String organisation,
      String operator,
      ErasureList list,
      Time time,
      Chance chance) {
    this.database = database;
    this.organisation = organisation;
    this.operator = operator;
    this.list = list;
    this.time = time;
    this.chance = chance;
  }

  /**
   * What an erasure takes away, in counts.
   *
   * @param key of the person's record; empty where there is an account only
   * @param records that lose their content
   * @param cleared records that stay and lose a reference or a name
   */
  public record Counts(String key, int records, int cleared, int accounts) {}

  /** Who is meant: a record of the person, an account, or both. */
  private record Person(List<RecordRow> records, List<String> accounts) {
    String key() {
      return records.isEmpty() ? "" : records.get(0).names().key();
    }
  }

  /** Says what {@link #erase} would take away, and changes nothing. */
  public Counts look(String person) {
    return database.read(
        tx -> {
          var found = find(tx, person);
          return counts(found, extent(tx, found));
        });
  }

  public Counts erase(String person, String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("An erasure needs a reason: the audit trail keeps it.");
    }
    var installation = Installation.of(database, chance);
    database.read(tx -> note(installation, extent(tx, find(tx, person))));
    return database.write(
        tx -> {
          Organisations.takeAudit(tx, organisation, 0); // the lock, before anything is looked at
          var found = find(tx, person);
          var extent = extent(tx, found);
          if (hasWork(extent)) {
            writer(tx).write(extent, found.key(), reason.strip());
          }
          return counts(found, extent);
        });
  }

  private boolean note(Installation installation, Extent extent) {
    var records = new ArrayList<ErasureList.Erased>();
    for (var row : extent.erased()) {
      var names = row.names();
      records.add(new ErasureList.Erased(organisation, names.entity(), names.key(), names.id()));
    }
    var accounts =
        extent.accounts().stream()
            .map(account -> installation.pseudonymOf(organisation, account))
            .toList();
    list.add(records, accounts);
    return true;
  }

  private static boolean hasWork(Extent extent) {
    return !extent.fresh().isEmpty() || !extent.cleared().isEmpty() || !extent.accounts().isEmpty();
  }

  /** Erases what the list names and the database still has, and returns how many records. */
  public int again() {
    var listed = list.read();
    var ours = new ArrayList<ErasureList.Erased>();
    listed.records().stream()
        .filter(record -> record.organisation().equals(organisation))
        .forEach(ours::add);
    var installation = Installation.of(database, chance);
    var hasWork = database.read(tx -> !left(tx, installation, ours, listed.accounts()).isDone());
    if (!hasWork) {
      return 0;
    }
    list.add(List.of(), List.of());
    return database.write(
        tx -> {
          Organisations.takeAudit(tx, organisation, 0);
          var left = left(tx, installation, ours, listed.accounts());
          left.missing.forEach(writer(tx)::forbid);
          var person = new Person(left.standing, left.accounts);
          writer(tx).write(extent(tx, person), person.key(), RESTORED);
          return left.missing.size() + left.standing.size();
        });
  }

  /** What of the list the database does not show as erased. */
  private record Left(
      List<RecordRow> standing, List<ErasureList.Erased> missing, List<String> accounts) {
    boolean isDone() {
      return standing.isEmpty() && missing.isEmpty() && accounts.isEmpty();
    }
  }

  private Left left(
      Tx tx,
      Installation installation,
      List<ErasureList.Erased> records,
      Collection<String> pseudonyms) {
    var standing = new ArrayList<RecordRow>();
    var missing = new ArrayList<ErasureList.Erased>();
    for (var from = 0; from < records.size(); from += CHUNK) {
      var chunk = records.subList(from, Math.min(records.size(), from + CHUNK));
      var ids = new LinkedHashSet<String>();
      chunk.forEach(record -> ids.add(record.id()));
      for (var row : Records.named(tx, organisation, ids)) {
        ids.remove(row.id());
        if (!row.isErased()) {
          standing.add(row);
        }
      }
      chunk.stream().filter(record -> ids.contains(record.id())).forEach(missing::add);
    }
    var accounts =
        Accounts.list(tx, organisation).stream()
            .map(Accounts.Account::name)
            .filter(name -> pseudonyms.contains(installation.pseudonymOf(organisation, name)))
            .toList();
    return new Left(standing, missing, accounts);
  }

  private Extent extent(Tx tx, Person person) {
    return Extent.of(tx, organisation, schemas, person.records, person.accounts);
  }

  private ErasureWriter writer(Tx tx) {
    return new ErasureWriter(tx, organisation, operator, time.now(), chance);
  }

  private static Counts counts(Person person, Extent extent) {
    return new Counts(
        person.key(), extent.fresh().size(), extent.cleared().size(), extent.accounts().size());
  }

  private Person find(Tx tx, String name) {
    var named = Records.named(tx, organisation, List.of(name));
    var persons = named.stream().filter(row -> PERSONS.contains(row.names().entity())).toList();
    if (!persons.isEmpty()) {
      return new Person(persons, List.of());
    }
    if (!named.isEmpty()) {
      throw new IllegalArgumentException(
          "That is no person: an erasure names a contact, a peer mentor or a user.");
    }
    var account =
        Accounts.find(tx, name).filter(found -> found.organisation().equals(organisation));
    if (account.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no contact or peer mentor of that key or id, and no user of that name.");
    }
    return new Person(mentorOf(tx, account.get()).map(List::of).orElse(List.of()), List.of(name));
  }

  private Optional<RecordRow> mentorOf(Tx tx, Accounts.Account account) {
    var tied = account.rights().peerMentor();
    if (!tied.isEmpty()) {
      return Records.named(tx, organisation, List.of(tied)).stream().findFirst();
    }
    var after = "";
    var full = true;
    while (full) {
      var chunk =
          Records.standing(
              tx, organisation, Scope.ofEverything(), PeerSupport.PEER_MENTOR_TYPE, after, CHUNK);
      var found =
          chunk.stream()
              .filter(row -> row.fields().text("account").equals(account.name()))
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
      full = chunk.size() == CHUNK;
      after = full ? chunk.get(CHUNK - 1).id() : after;
    }
    return Optional.empty();
  }
}
