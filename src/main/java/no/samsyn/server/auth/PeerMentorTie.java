package no.samsyn.server.auth;

import java.util.Optional;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.server.scope.Role;
import no.samsyn.server.scope.Scope;
import no.samsyn.server.store.Accounts;
import no.samsyn.server.store.Accounts.Account;
import no.samsyn.server.store.Accounts.Rights;
import no.samsyn.server.store.RecordRow;
import no.samsyn.server.store.Records;
import no.samsyn.server.store.Tx;

/**
 * Ties a mentor's account to the peer mentor record that names it in its {@code account} field.
 * Once tied it stays tied, whatever the record says later.
 */
final class PeerMentorTie {
  private static final int CHUNK = 500;

  private PeerMentorTie() {}

  /** Returns the account, tied if it is a mentor's and a record names it. */
  static Account tied(Tx tx, Account account) {
    var rights = account.rights();
    if (rights.role() != Role.MENTOR || !rights.peerMentor().isEmpty()) {
      return account;
    }
    var record = recordOf(tx, account.organisation(), account.name());
    if (record.isEmpty()) {
      return account;
    }
    Accounts.tie(tx, account.organisation(), account.name(), record.get().id());
    return new Account(
        account.name(),
        account.organisation(),
        account.displayName(),
        new Rights(rights.role(), rights.units(), record.get().id()),
        account.password(),
        account.enabled());
  }

  private static Optional<RecordRow> recordOf(Tx tx, String organisation, String account) {
    var after = "";
    while (true) {
      var chunk =
          Records.standing(
              tx, organisation, Scope.ofEverything(), PeerSupport.PEER_MENTOR_TYPE, after, CHUNK);
      for (var row : chunk) {
        if (row.fields().text("account").equals(account)) {
          return Optional.of(row);
        }
      }
      if (chunk.size() < CHUNK) {
        return Optional.empty();
      }
      after = chunk.get(chunk.size() - 1).id();
    }
  }
}
