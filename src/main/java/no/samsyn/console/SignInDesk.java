package no.samsyn.console;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.model.Chance;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Time;
import no.samsyn.sync.Account;
import no.samsyn.sync.DeviceFacts;
import no.samsyn.sync.OutboxCare;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.sync.TokenVault;

/**
 * Signing in and out. A store belongs to the first account that signs in to it, for ever; signing
 * out with unsent work needs a person's choice, and a change whose fate is unknown is never thrown
 * away. Thread-safe as far as the store is.
 */
public final class SignInDesk {
  static final String NOBODY =
      "Nobody is signed in. Sign in first: samsyn login --user NAME --server ADDRESS";

  private static final String SIGNED_OUT = "signed-out"; // a fact; stored on devices, never rename
  private static final int PAGE = 500;

  private final SyncStore store;
  private final ServerSignIn server;
  private final TokenVault vault;
  private final OutboxCare care;
  private final Time time;
  private final Chance chance;

  public SignInDesk(
      SyncStore store,
      ServerSignIn server,
      TokenVault vault,
      OutboxCare care,
      Time time,
      Chance chance) {
    this.store = store;
    this.server = server;
    this.vault = vault;
    this.care = care;
    this.time = time;
    this.chance = chance;
  }

  /** What becomes of unsent work when somebody signs out. */
  public enum Unsent {
    ASK,
    KEEP,
    DISCARD
  }

  /** Returns who signed in; everything else is a {@link Trouble}. */
  public Account signIn(String user, String password) {
    var owner = account();
    if (owner.isPresent() && !owner.get().user().equals(user)) {
      throw otherAccount(owner.get().user(), user);
    }
    var device =
        store.inTransaction(
            Durability.FORCED, tx -> new DeviceFacts(tx.facts()).device(time.now(), chance));
    var answer = server.signIn(user, password, device, this::vaultFor);
    if (answer instanceof ServerSignIn.Answer.SignedIn signedIn) {
      return signedIn.account();
    } else if (answer instanceof ServerSignIn.Answer.WrongPassword) {
      throw new Trouble(
          Trouble.Kind.SIGN_IN_NEEDED,
          "wrong-password",
          "The server does not know this user name and password. Check both and try again.");
    } else if (answer instanceof ServerSignIn.Answer.OtherAccount other) {
      throw otherAccount(owner.map(Account::user).orElse(""), other.account().user());
    } else if (answer instanceof ServerSignIn.Answer.Unreachable unreachable) {
      throw new Trouble(Trouble.Kind.UNREACHABLE, unreachable.code(), unreachable.sentence());
    } else if (answer instanceof ServerSignIn.Answer.Refused refused) {
      throw Trouble.failed(refused.code(), refused.sentence());
    }
    throw new IllegalStateException("unknown answer " + answer);
  }

  /** Signs out and returns how many changes were discarded for it. */
  public int signOut(Unsent choice) {
    var user = account().map(Account::user).orElseThrow(() -> Trouble.signInNeeded(NOBODY));
    if (choice == Unsent.ASK) {
      requireNothingUnsettled();
    }
    var discarded = choice == Unsent.DISCARD ? discardAll() : 0;
    server.signOut();
    store.inTransaction(
        Durability.FORCED,
        tx -> {
          tx.facts().set(SIGNED_OUT, "yes");
          tx.audit()
              .record(
                  AuditEvent.of(AuditAction.SIGNED_OUT, time.now(), user, "kept:" + choice),
                  FieldChanges.NONE);
          return true;
        });
    return discarded;
  }

  private void requireNothingUnsettled() {
    var unsettled =
        store.inTransaction(
            Durability.RELAXED, tx -> new Unsettled(tx.outbox().size(), tx.deadLetters().size()));
    if (unsettled.all() > 0) {
      throw Trouble.failed("unsent-work", unsettled.sentence());
    }
  }

  /** What is not on the server: {@code needPerson} goes with no sync, however often. */
  private record Unsettled(long unsent, long needPerson) {
    long all() {
      return unsent + needPerson;
    }

    String sentence() {
      var first = unsent > 0 ? "Sync first" : "";
      if (needPerson > 0) {
        first = unsent > 0 ? "Sync, and decide first" : "Decide first";
        first += ": samsyn outbox list, then outbox retry or outbox discard";
      }
      return all()
          + (all() == 1 ? " change is" : " changes are")
          + " not on the server yet"
          + (needPerson > 0 ? ", and " + needPerson + " of them cannot go without you. " : ". ")
          + first
          + ". Or sign out with --keep-unsent (they wait here for you) or with --discard-unsent"
          + " (they are thrown away).";
    }
  }

  /** Returns whose store this is, whether or not that person is signed in now. */
  public Optional<Account> account() {
    return store.inTransaction(Durability.RELAXED, tx -> new DeviceFacts(tx.facts()).account());
  }

  /** Returns whether somebody may work with the records in this store. */
  public boolean isSignedIn() {
    return store.inTransaction(
        Durability.RELAXED,
        tx ->
            new DeviceFacts(tx.facts()).account().isPresent()
                && tx.facts().get(SIGNED_OUT).isEmpty());
  }

  /** Throws a {@link Trouble} unless somebody may work with the records in this store. */
  static void requireSignedIn(SyncStore.Tx tx) {
    var unused = signedIn(tx);
  }

  /** Returns who may work with the records in this store, or throws a {@link Trouble}. */
  public static Account signedIn(SyncStore.Tx tx) {
    var account = new DeviceFacts(tx.facts()).account();
    if (account.isEmpty()) {
      throw Trouble.signInNeeded(NOBODY);
    }
    if (tx.facts().get(SIGNED_OUT).isPresent()) {
      throw Trouble.signInNeeded(
          account.get().user()
              + " has signed out here; nothing is lost. Sign in again: samsyn login --user "
              + account.get().user());
    }
    return account.get();
  }

  private Optional<TokenVault> vaultFor(Account account) {
    var address = server.server();
    var isOwner =
        store.inTransaction(
            Durability.FORCED,
            tx -> {
              var facts = new DeviceFacts(tx.facts());
              var owner = facts.account().map(Account::user).orElse(account.user());
              if (!owner.equals(account.user())) {
                return false;
              }
              facts.setAccount(account);
              facts.setServer(address);
              tx.facts().set(SIGNED_OUT, "");
              tx.audit()
                  .record(
                      AuditEvent.of(AuditAction.SIGNED_IN, time.now(), account.user(), ""),
                      FieldChanges.NONE);
              return true;
            });
    return isOwner ? Optional.of(vault) : Optional.empty();
  }

  /** All or nothing: where one change may have arrived already, none is thrown away. */
  private int discardAll() {
    var mutations = new LinkedHashSet<String>();
    var mayHaveArrived = new HashSet<String>();
    store.inTransaction(
        Durability.RELAXED,
        tx -> {
          Pages.each(PAGE, tx.deadLetters()::list, letter -> mutations.add(letter.mutation()));
          Pages.each(
              PAGE,
              tx.outbox()::list,
              entry -> (entry.wasSent() ? mayHaveArrived : mutations).add(entry.mutation()));
          return true;
        });
    if (!mayHaveArrived.isEmpty()) {
      throw Trouble.failed(
          "may-have-arrived",
          "Changes were sent and nobody knows yet whether they arrived ("
              + mayHaveArrived.size()
              + "), so nothing was thrown away. Sync first, or sign out with --keep-unsent.");
    }
    var discarded = 0;
    for (var mutation : mutations) {
      if (care.discard(mutation, "signed out") instanceof OutboxCare.Outcome.Discarded done) {
        discarded += done.changes();
      }
    }
    return discarded;
  }

  private static Trouble otherAccount(String owner, String user) {
    return Trouble.failed(
        "other-account",
        "This store belongs to "
            + owner
            + ", and a store holds one account only. Choose another folder for "
            + user
            + " with --data.");
  }
}
