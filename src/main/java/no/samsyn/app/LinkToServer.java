package no.samsyn.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import no.samsyn.console.Check;
import no.samsyn.console.ServerSignIn;
import no.samsyn.console.Trouble;
import no.samsyn.model.Chance;
import no.samsyn.model.Mutation;
import no.samsyn.model.Time;
import no.samsyn.net.HttpClients;
import no.samsyn.net.ProbeStep;
import no.samsyn.net.ServerAddress;
import no.samsyn.net.ServerLink;
import no.samsyn.net.SignIn;
import no.samsyn.sync.Account;
import no.samsyn.sync.ServerClock;
import no.samsyn.sync.TokenVault;
import no.samsyn.sync.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The server as one workplace sees it; nothing of HTTP is loaded before it is needed. Thread-safe.
 */
final class LinkToServer implements ServerSignIn, ServerClock {
  private final Supplier<String> address;
  private final TokenVault vault;
  private final Network network;

  private @Nullable ServerLink link; // guarded by this
  private ServerLink.@Nullable Session session; // guarded by this

  /**
   * Takes what it needs.
   *
   * @param address told when it is first needed; throws a {@link Trouble} where none is known
   */
  LinkToServer(Supplier<String> address, TokenVault vault, Network network) {
    this.address = address;
    this.vault = vault;
    this.network = network;
  }

  /**
   * What every link needs of this computer.
   *
   * @param clients asked when a connection is first needed
   */
  record Network(Supplier<HttpClients> clients, Time time, Chance chance) {}

  private synchronized ServerLink link() {
    var known = link;
    if (known == null) {
      known =
          new ServerLink(
              network.clients().get(), checked(address.get()), network.time(), network.chance());
      link = known;
    }
    return known;
  }

  synchronized ServerLink.Session session() {
    var known = session;
    if (known == null) {
      known = link().session(vault);
      session = known;
    }
    return known;
  }

  /** The next one who needs the server asks for its address anew; who uses it now goes on. */
  synchronized void forget() {
    link = null;
    session = null;
  }

  Transport transport(int schemaVersion) {
    return new LazyTransport(() -> session().transport(schemaVersion)); // a light thing each time
  }

  @Override
  public long offsetMillis() {
    ServerLink known;
    synchronized (this) {
      known = link;
    }
    return known == null ? Mutation.Evidence.UNKNOWN_OFFSET : known.clock().offsetMillis();
  }

  static ServerAddress checked(String text) {
    var checked = ServerAddress.check(text);
    if (checked instanceof ServerAddress.Checked.Usable usable) {
      return usable.address();
    }
    var unusable = (ServerAddress.Checked.Unusable) checked;
    throw Trouble.wrongUse(unusable.code(), unusable.sentence());
  }

  @Override
  public String server() {
    return checked(address.get()).toString();
  }

  @Override
  public Answer signIn(
      String user, String password, String device, Function<Account, Optional<TokenVault>> vaults) {
    return answer(link().signIn(device).signIn(user, password, vaults::apply));
  }

  private static Answer answer(SignIn.Result result) {
    if (result instanceof SignIn.Result.SignedIn signedIn) {
      return new Answer.SignedIn(signedIn.account());
    } else if (result instanceof SignIn.Result.WrongPassword) {
      return new Answer.WrongPassword();
    } else if (result instanceof SignIn.Result.OtherAccount other) {
      return new Answer.OtherAccount(other.account());
    } else if (result instanceof SignIn.Result.Unreachable unreachable) {
      var why = unreachable.why();
      return new Answer.Unreachable(why.code(), why.sentence() + " " + why.advice());
    }
    return refused((SignIn.Result.Refused) result);
  }

  private static Answer refused(SignIn.Result.Refused refused) {
    return switch (refused.kind()) {
      case NOT_OUR_SERVER ->
          new Answer.Unreachable(
              "not-our-server",
              "Something answered, but it is not the Samsyn server. Check the address; in hotels"
                  + " and trains sign in to the network first.");
      case BUSY ->
          new Answer.Unreachable(
              "server-busy", "The server is busy. Try again in " + wait(refused) + ".");
      case FORBIDDEN ->
          new Answer.Refused(
              "forbidden", "This account may not use the server. Ask your administrator.");
      case UPGRADE_NEEDED ->
          new Answer.Refused(
              "upgrade-needed", "This version of Samsyn is too old. Install the newest one.");
      case SIGN_IN_NEEDED, BAD_REQUEST, TOO_LARGE, RESET_NEEDED, SERVER_FAILED, BAD_ANSWER ->
          new Answer.Refused(
              refused.code().isEmpty() ? "server-failed" : refused.code(),
              "The server gave no usable answer. Try again in a few minutes; if that does not help,"
                  + " tell those who run it.");
    };
  }

  private static String wait(SignIn.Result.Refused refused) {
    var seconds = Math.max(1, refused.retryAfter().toSeconds());
    return seconds == 1 ? "a few seconds" : seconds + " seconds";
  }

  @Override
  public void signOut() {
    if (vault.current().isPresent()) {
      session().signOut();
    }
  }

  /** Returns whether the server gives a sign of life; where none is known there is none. */
  boolean isServerThere() {
    try {
      return link().isThere();
    } catch (Trouble e) {
      return false;
    }
  }

  /** Tests the way step by step; without an address there is nothing to test. */
  List<Check> check() {
    List<ProbeStep> steps;
    try {
      steps = session().probe().run();
    } catch (Trouble e) {
      return List.of(Check.skipped("server", e.sentence()));
    }
    var checks = new ArrayList<Check>();
    for (var step : steps) {
      var name = step.name().name().toLowerCase(Locale.ROOT).replace('_', '-');
      checks.add(
          new Check(name, result(step.result()), step.sentence(), step.advice(), step.code()));
    }
    return checks;
  }

  private static Check.Result result(ProbeStep.Result result) {
    return switch (result) {
      case OK -> Check.Result.OK;
      case FAILED -> Check.Result.FAILED;
      case SKIPPED -> Check.Result.SKIPPED;
    };
  }
}
