package no.samsyn.server.auth;

import java.util.List;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.audit.AuditFact;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Time;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Role;
import no.samsyn.server.store.Accounts;
import no.samsyn.server.store.Accounts.Account;
import no.samsyn.server.store.Accounts.Rights;
import no.samsyn.server.store.AuditTable;
import no.samsyn.server.store.Database;
import no.samsyn.server.store.Records;
import no.samsyn.server.store.TokenFamilies;
import no.samsyn.server.store.Tx;

/**
 * Adds, disables, resets and lists users of one organisation. Thread-safe; every change is in the
 * audit trail.
 *
 * <p>What cannot be done is said by an {@link IllegalArgumentException} with a sentence for the
 * operator.
 */
public final class UserAdmin {
  private static final String NAME = "[A-Za-z0-9æøåÆØÅ][A-Za-z0-9æøåÆØÅ._@-]{0,63}";
  private static final int PASSWORD_CHARACTERS_MIN = 8;

  private final Database database;
  private final String organisation;
  private final String operator;
  private final Time time;
  private final Chance chance;
  private final Passwords passwords;

  public UserAdmin(
      Database database,
      String organisation,
      String operator,
      Time time,
      Chance chance,
      PasswordCost cost) {
    this.database = database;
    this.organisation = organisation;
    this.operator = operator;
    this.time = time;
    this.chance = chance;
    this.passwords = new Passwords(cost);
  }

  /** A user to add; {@code peerMentor} is a key, or empty: then the records are asked. */
  public record NewUser(
      String name, String displayName, Role role, List<String> units, String peerMentor) {
    public NewUser {
      units = List.copyOf(units);
    }
  }

  /** A user as an operator sees it. */
  public record Listed(
      String name, String displayName, Role role, List<String> units, boolean enabled) {}

  static boolean isName(String name) {
    return name.matches(NAME);
  }

  public void add(NewUser user, String password) {
    require(isName(user.name()), "The name may hold letters, digits and . _ @ - only.");
    require(
        (user.role() == Role.COORDINATOR) == !user.units().isEmpty(),
        "A coordinator holds at least one unit, and nobody else does.");
    require(user.units().stream().noneMatch(String::isBlank), "A unit has a name.");
    var hash = hash(password);
    database.write(
        tx -> {
          require(Accounts.find(tx, user.name()).isEmpty(), "There is a user of that name.");
          var rights = new Rights(user.role(), user.units(), peerMentorId(tx, user));
          var account =
              new Account(user.name(), organisation, user.displayName(), rights, hash, true);
          Accounts.insert(tx, account, time.now());
          PeerMentorTie.tied(tx, account);
          return note(tx, "added " + user.name());
        });
  }

  /** Locks a user out at once; what the user has on a device stays there. */
  public void disable(String name) {
    setEnabled(name, false, "disabled ");
  }

  public void enable(String name) {
    setEnabled(name, true, "enabled ");
  }

  /** Sets a new password and ends every sign-in. */
  public void reset(String name, String password) {
    var hash = hash(password);
    database.write(
        tx -> {
          require(
              Accounts.setPassword(tx, organisation, name, hash, time.now()),
              "There is no user of that name.");
          TokenFamilies.revokeAll(tx, name);
          return note(tx, "reset " + name);
        });
  }

  public List<Listed> list() {
    return database.read(tx -> Accounts.list(tx, organisation)).stream()
        .map(
            account ->
                new Listed(
                    account.name(),
                    account.displayName(),
                    account.rights().role(),
                    account.rights().units(),
                    account.enabled()))
        .toList();
  }

  private void setEnabled(String name, boolean enabled, String word) {
    database.write(
        tx -> {
          require(
              Accounts.setEnabled(tx, organisation, name, enabled, time.now()),
              "There is no user of that name.");
          if (!enabled) {
            TokenFamilies.revokeAll(tx, name);
          }
          return note(tx, word + name);
        });
  }

  private String hash(String password) {
    require(
        password.length() >= PASSWORD_CHARACTERS_MIN,
        "A password has at least " + PASSWORD_CHARACTERS_MIN + " characters.");
    return passwords.hash(password, chance);
  }

  private String peerMentorId(Tx tx, NewUser user) {
    if (user.peerMentor().isEmpty()) {
      return "";
    }
    return Records.named(tx, organisation, List.of(user.peerMentor())).stream()
        .filter(row -> row.names().entity().equals(PeerSupport.PEER_MENTOR_TYPE))
        .findFirst()
        .map(row -> row.id())
        .orElseThrow(() -> new IllegalArgumentException("There is no peer mentor of that key."));
  }

  private boolean note(Tx tx, String detail) {
    var event = AuditEvent.of(AuditAction.USER_CHANGED, time.now(), operator, detail);
    AuditTable.append(tx, AuditFact.of(organisation, "", event, FieldChanges.NONE), chance);
    return true;
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
