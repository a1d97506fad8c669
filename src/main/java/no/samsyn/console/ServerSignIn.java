package no.samsyn.console;

import java.util.Optional;
import java.util.function.Function;
import no.samsyn.sync.Account;
import no.samsyn.sync.TokenVault;

/** The server's side of signing in and out. Blocking; holds no transaction meanwhile. */
public interface ServerSignIn {

  /** Turns a password into tokens, kept in the vault that {@code vaults} gives for the account. */
  Answer signIn(
      String user, String password, String device, Function<Account, Optional<TokenVault>> vaults);

  /** Revokes the tokens as far as the server can be reached, and forgets them in any case. */
  void signOut();

  /** Returns the address, as it is written down in the store. */
  String server();

  /** How it went. */
  sealed interface Answer {
    /** The tokens are durable. */
    record SignedIn(Account account) implements Answer {}

    record WrongPassword() implements Answer {}

    /** The password was right, but the store is another account's. */
    record OtherAccount(Account account) implements Answer {}

    /** The server answered something else; {@code sentence} says what in words. */
    record Refused(String code, String sentence) implements Answer {}

    record Unreachable(String code, String sentence) implements Answer {}
  }
}
