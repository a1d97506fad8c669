package no.samsyn.mobile;

import java.util.Optional;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.FieldChanges;
import no.samsyn.net.SignIn;
import no.samsyn.sync.Account;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.TokenVault;

/**
 * Signing in and out. The store belongs to the first account that signs in to it, for ever; who
 * signs out leaves unsent work where it is, and it goes when the same person signs in again.
 * Thread-safe as far as the store is.
 */
final class PhoneSignIn {
  /** A fact, and the console's too; stored on devices, never rename. */
  private static final String SIGNED_OUT = "signed-out";

  private final OpenPhone phone;

  PhoneSignIn(OpenPhone phone) {
    this.phone = phone;
  }

  /** Returns who signed in; everything else is a {@link SamsynException}. */
  Account signIn(String user, String password) {
    var owner = account();
    if (owner.isPresent() && !owner.get().user().equals(user)) {
      throw otherAccount();
    }
    var device =
        phone
            .store()
            .inTransaction(
                Durability.FORCED,
                tx ->
                    new DeviceFacts(tx.facts()).device(phone.time().now(), phone.parts().chance()));
    var result = phone.link().signIn(device).signIn(user, password, this::vaultFor);
    if (result instanceof SignIn.Result.SignedIn signedIn) {
      return signedIn.account();
    } else if (result instanceof SignIn.Result.WrongPassword) {
      throw new SamsynException(
          "wrong-password", "The server does not know this user name and password.");
    } else if (result instanceof SignIn.Result.OtherAccount) {
      throw otherAccount();
    } else if (result instanceof SignIn.Result.Unreachable unreachable) {
      var why = unreachable.why();
      throw new SamsynException(why.code(), why.sentence() + " " + why.advice());
    }
    var refused = (SignIn.Result.Refused) result;
    throw new SamsynException(
        refused.code().isEmpty() ? "server-failed" : refused.code(),
        "The server gave no usable answer. Try again in a few minutes.");
  }

  private Optional<TokenVault> vaultFor(Account account) {
    var isOwner = phone.store().inTransaction(Durability.FORCED, tx -> take(tx, account));
    return isOwner ? Optional.of(phone.vault()) : Optional.empty();
  }

  private boolean take(SyncStore.Tx tx, Account account) {
    var facts = new DeviceFacts(tx.facts());
    var owner = facts.account().map(Account::user).orElse(account.user());
    if (!owner.equals(account.user())) {
      return false;
    }
    facts.setAccount(account);
    facts.setServer(phone.parts().server());
    tx.facts().set(SIGNED_OUT, "");
    record(tx, AuditAction.SIGNED_IN, account.user(), "");
    return true;
  }

  void signOut() {
    var user = account().map(Account::user).orElse("");
    if (phone.vault().current().isPresent()) {
      phone.session().signOut();
    }
    phone
        .store()
        .inTransaction(
            Durability.FORCED,
            tx -> {
              tx.facts().set(SIGNED_OUT, "yes");
              record(tx, AuditAction.SIGNED_OUT, user, "kept:KEEP");
              return true;
            });
  }

  private void record(SyncStore.Tx tx, AuditAction action, String user, String detail) {
    tx.audit().record(AuditEvent.of(action, phone.time().now(), user, detail), FieldChanges.NONE);
  }

  /** Returns whose store this is, whether or not that person is signed in now. */
  Optional<Account> account() {
    return phone
        .store()
        .inTransaction(Durability.RELAXED, tx -> new DeviceFacts(tx.facts()).account());
  }

  /** Throws unless somebody may work with the records in this store. */
  static Account require(SyncStore.Tx tx) {
    var account = new DeviceFacts(tx.facts()).account();
    if (!account.isPresent() || tx.facts().get(SIGNED_OUT).isPresent()) {
      throw new SamsynException("sign-in-needed", "Sign in first; nothing is lost.");
    }
    return account.get();
  }

  private static SamsynException otherAccount() {
    return new SamsynException(
        "other-account", "This phone's records belong to another user, and to one user only.");
  }
}
