package no.samsyn.net;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import no.samsyn.model.Mutation;
import no.samsyn.net.ProbeStep.Name;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.sync.StoreException;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.Protocol;
import okhttp3.ConnectionPool;
import org.jspecify.annotations.Nullable;

/**
 * Tests the connection step by step on a connection of its own and says in words where it ends. It
 * never throws and changes nothing. Thread-safe.
 */
public final class ServerProbe {
  private static final Duration CLOCK_SUSPECT = Duration.ofMinutes(2);
  private static final String NOT_TRIED = "Not tried, because of what failed before.";

  private final HttpClients clients;
  private final Exchange exchange;
  private final ServerTime serverTime;
  private final ServerAddress server;
  private final Calls calls;

  ServerProbe(
      HttpClients clients,
      Exchange exchange,
      ServerTime serverTime,
      ServerAddress server,
      Calls calls) {
    this.clients = clients;
    this.exchange = exchange;
    this.serverTime = serverTime;
    this.server = server;
    this.calls = calls;
  }

  /** Returns every step, in the order of {@link Name}. Takes two calls' time at most. */
  public List<ProbeStep> run() {
    var trace = new ProbeTrace();
    Reply<String> health = null;
    IOException failure = null;
    try {
      health = health(trace);
    } catch (IOException e) {
      failure = trace.failureOr(e);
    }
    var steps = new ArrayList<ProbeStep>();
    var proxy = proxy(trace, failure);
    steps.add(proxy);
    if (proxy.result() == ProbeStep.Result.FAILED) {
      failure = null; // what comes after it was not tried
    }
    steps.add(dns(trace, failure));
    steps.add(tcp(trace, failure));
    steps.add(tls(trace, failure));
    steps.add(health(trace, health, failure));
    var isHealthy = health instanceof Reply.Answer;
    steps.add(isHealthy ? signIn() : ProbeStep.skipped(Name.SIGN_IN, NOT_TRIED));
    steps.add(isHealthy ? clock() : ProbeStep.skipped(Name.CLOCK, NOT_TRIED));
    return steps;
  }

  private Reply<String> health(ProbeTrace trace) throws IOException {
    var client =
        clients
            .client()
            .newBuilder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .eventListener(trace)
            .build();
    return HealthCall.ask(exchange, client);
  }

  /** Before there is TLS with the server, or plain words, everything failed at the proxy. */
  private static ProbeStep proxy(ProbeTrace trace, @Nullable IOException failure) {
    if (trace.proxy().isEmpty()) {
      return ProbeStep.ok(Name.PROXY, "No proxy is used.");
    }
    return failure != null && !trace.isConnected()
        ? ProbeStep.failed(Name.PROXY, Failure.ofProxy(failure))
        : ProbeStep.ok(Name.PROXY, "The proxy " + trace.proxy() + " is used.");
  }

  private ProbeStep dns(ProbeTrace trace, @Nullable IOException failure) {
    var host = server.url().host();
    if (trace.isNameFound()) {
      return ProbeStep.ok(Name.DNS, "The name was found: " + trace.addresses() + ".");
    }
    if (trace.isConnectTried() || (failure == null && trace.proxy().isEmpty())) {
      return ProbeStep.ok(Name.DNS, host + " needs no look-up here.");
    }
    return trace.isNameAsked() && failure != null
        ? failed(Name.DNS, failure)
        : ProbeStep.skipped(Name.DNS, "No name was looked up.");
  }

  private static ProbeStep tcp(ProbeTrace trace, @Nullable IOException failure) {
    if (trace.isConnected()) {
      return ProbeStep.ok(Name.TCP, "There is a connection.");
    }
    return trace.isConnectTried() && failure != null
        ? failed(Name.TCP, failure)
        : ProbeStep.skipped(Name.TCP, NOT_TRIED);
  }

  private ProbeStep tls(ProbeTrace trace, @Nullable IOException failure) {
    if (!server.url().isHttps()) {
      return ProbeStep.skipped(Name.TLS, "Not needed: the server is on this computer.");
    }
    if (!trace.tls().isEmpty()) {
      return ProbeStep.ok(Name.TLS, "The connection is safe (" + trace.tls() + ").");
    }
    return trace.isTlsTried() && failure != null
        ? failed(Name.TLS, failure)
        : ProbeStep.skipped(Name.TLS, NOT_TRIED);
  }

  private ProbeStep health(
      ProbeTrace trace, @Nullable Reply<String> health, @Nullable IOException failure) {
    if (health instanceof Reply.Answer<String> answer) {
      return "ok".equals(answer.body())
          ? ProbeStep.ok(Name.HEALTH, "The server is well.")
          : ProbeStep.failed(
              Name.HEALTH, "The server answers, but is not well.", "Nothing is lost; it is later.");
    }
    if (health instanceof Reply.Refusal<String> refusal) {
      return refused(refusal);
    }
    var ready = server.url().isHttps() ? !trace.tls().isEmpty() : trace.isConnected();
    return ready && failure != null
        ? failed(Name.HEALTH, failure)
        : ProbeStep.skipped(Name.HEALTH, NOT_TRIED);
  }

  private static ProbeStep refused(Reply.Refusal<?> refusal) {
    if (refusal.kind() == RefusalKind.NOT_OUR_SERVER) {
      return ProbeStep.failed(
          Name.HEALTH,
          "Something answered, but it is not the Samsyn server.",
          "Networks of hotels and trains want a sign-in first: open any page in a web browser."
              + " Otherwise check the address.");
    }
    return ProbeStep.failed(
        Name.HEALTH,
        "The server answered, but not as a working Samsyn server does.",
        "Try again in a few minutes; if it stays, tell those who run the server.");
  }

  private ProbeStep signIn() {
    try {
      if (!calls.hasTokens()) {
        return ProbeStep.skipped(Name.SIGN_IN, "Nobody is signed in on this device.");
      }
      var reply =
          calls.get(
              Protocol.CHANGES,
              Map.of("limit", "1"),
              AnswerReader.json(FeedJson.Changes.class, FeedJson.Changes::serverTime, any -> true));
      return reply instanceof Reply.Refusal<Boolean> refusal
          ? signInRefused(refusal)
          : ProbeStep.ok(Name.SIGN_IN, "The server knows who you are.");
    } catch (IOException e) {
      return failed(Name.SIGN_IN, e);
    } catch (StoreException e) {
      return ProbeStep.failed(
          Name.SIGN_IN, "This device's store cannot be read.", "Close other windows of Samsyn.");
    }
  }

  private static ProbeStep signInRefused(Reply.Refusal<?> refusal) {
    return switch (refusal.kind()) {
      case SIGN_IN_NEEDED ->
          ProbeStep.failed(
              Name.SIGN_IN, "The sign-in is no longer valid.", "Sign in again; nothing is lost.");
      case FORBIDDEN ->
          ProbeStep.failed(
              Name.SIGN_IN, "This account may not use the server.", "Ask your administrator.");
      case UPGRADE_NEEDED ->
          ProbeStep.failed(
              Name.SIGN_IN, "This version of Samsyn is too old.", "Install the newest version.");
      case RESET_NEEDED, BAD_REQUEST, TOO_LARGE -> // said to somebody whom it knows
          ProbeStep.ok(Name.SIGN_IN, "The server knows who you are.");
      case BUSY, SERVER_FAILED, BAD_ANSWER, NOT_OUR_SERVER ->
          ProbeStep.failed(
              Name.SIGN_IN,
              "The sign-in could not be checked: the server gave no usable answer.",
              "Try again in a few minutes.");
    };
  }

  private ProbeStep clock() {
    var offset = serverTime.offsetMillis();
    if (offset == Mutation.Evidence.UNKNOWN_OFFSET) {
      return ProbeStep.skipped(Name.CLOCK, "The server did not say what time it is.");
    }
    if (Math.abs(offset) <= CLOCK_SUSPECT.toMillis()) {
      return ProbeStep.ok(Name.CLOCK, "This device's clock is right.");
    }
    var minutes = Math.abs(offset) / 60_000;
    return ProbeStep.failed(
        Name.CLOCK,
        "This device's clock is " + minutes + " min " + (offset > 0 ? "behind." : "ahead."),
        "Set it to be adjusted automatically. Nothing that is saved depends on it.");
  }

  private static ProbeStep failed(Name name, IOException e) {
    return ProbeStep.failed(name, Failure.of(e));
  }
}
