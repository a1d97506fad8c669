package no.samsyn.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samsyn.json.Json;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.scope.Role;

/** The users of the server. Names are unique over all organisations. Stateless. */
public final class Accounts {
  /**
   * One user.
   *
   * @param password its Argon2id hash
   */
  public record Account(
      String name,
      String organisation,
      String displayName,
      Rights rights,
      String password,
      boolean enabled) {
    @Override
    public String toString() {
      return "Account[" + name + "]";
    }

    public Caller caller() {
      return switch (rights.role) {
        case MENTOR -> Caller.mentor(organisation, name, rights.peerMentor);
        case COORDINATOR -> Caller.coordinator(organisation, name, Set.copyOf(rights.units));
        case ADMINISTRATOR -> Caller.administrator(organisation, name);
      };
    }
  }

  /** What a user is; {@code peerMentor} is a server id, empty where there is none. */
  public record Rights(Role role, List<String> units, String peerMentor) {
    public Rights {
      units = List.copyOf(units);
    }
  }

  private Accounts() {}

  private static final String FIND =
      """
      select name, org, display_name, role, units, peer_mentor, password, enabled
      from account
      where name = ?
      """;

  public static Optional<Account> find(Tx tx, String name) {
    return tx.one(FIND, Accounts::read, name);
  }

  private static final String LIST =
      """
      select name, org, display_name, role, units, peer_mentor, password, enabled
      from account
      where org = ?
      order by name
      """;

  public static List<Account> list(Tx tx, String organisation) {
    return tx.list(LIST, Accounts::read, organisation);
  }

  private static final String INSERT =
      """
      insert into account (name, org, display_name, role, units, peer_mentor, password, enabled,
        changed_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  public static void insert(Tx tx, Account account, Instant now) {
    tx.updateOne(
        INSERT,
        account.name,
        account.organisation,
        account.displayName,
        account.rights.role().wireName(),
        Json.write(account.rights.units()),
        account.rights.peerMentor(),
        account.password,
        account.enabled,
        now.toEpochMilli());
  }

  private static final String SET_ENABLED =
      "update account set enabled = ?, changed_at = ? where org = ? and name = ?";

  public static boolean setEnabled(
      Tx tx, String organisation, String name, boolean enabled, Instant now) {
    return tx.update(SET_ENABLED, enabled, now.toEpochMilli(), organisation, name) == 1;
  }

  private static final String SET_PASSWORD =
      "update account set password = ?, changed_at = ? where org = ? and name = ?";

  public static boolean setPassword(
      Tx tx, String organisation, String name, String hash, Instant now) {
    return tx.update(SET_PASSWORD, hash, now.toEpochMilli(), organisation, name) == 1;
  }

  private static final String TIE =
      "update account set peer_mentor = ? where org = ? and name = ? and peer_mentor = ''";

  public static void tie(Tx tx, String organisation, String name, String peerMentor) {
    tx.update(TIE, peerMentor, organisation, name);
  }

  private static Account read(ResultSet row) throws SQLException {
    var role = Role.ofWireName(row.getString(4));
    return new Account(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        new Rights(
            role.orElseThrow(() -> new IllegalStateException("an account of an unknown role")),
            List.copyOf(Json.readList(row.getString(5), String.class)),
            row.getString(6)),
        row.getString(7),
        row.getBoolean(8));
  }
}
