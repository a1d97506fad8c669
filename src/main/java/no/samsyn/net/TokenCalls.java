package no.samsyn.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import no.samsyn.json.Json;
import no.samsyn.sync.Account;
import no.samsyn.sync.Reply;
import no.samsyn.sync.TokenVault.Tokens;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.TokenJson;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The token call in its three forms. Keeps nothing. Thread-safe. */
final class TokenCalls {
  private static final MediaType JSON = MediaType.get(Protocol.JSON);

  /** What a header can carry; anything else would fail later and louder. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,8192}");

  /** Ten years. Keeps what is counted with it far from overflowing. */
  private static final long LIFE_SECONDS_MAX = 315_360_000;

  private final Exchange exchange;
  private final Call.Factory factory;

  TokenCalls(Exchange exchange, Call.Factory factory) {
    this.exchange = exchange;
    this.factory = factory;
  }

  /** What a password gave. */
  record SignedIn(Tokens tokens, Account account) {}

  Reply<SignedIn> password(String user, String password, String device) throws IOException {
    return call(
        new TokenJson.Request(TokenJson.PASSWORD, user, password, null, device),
        answer -> new SignedIn(tokens(answer), account(answer.account())));
  }

  Reply<Tokens> refresh(String refreshToken) throws IOException {
    return call(
        new TokenJson.Request(TokenJson.REFRESH, null, null, refreshToken, null),
        TokenCalls::tokens);
  }

  /** Tells the server to forget a family of tokens; the answer does not matter. */
  void revoke(String refreshToken) throws IOException {
    var body = new TokenJson.Request(TokenJson.REVOKE, null, null, refreshToken, null);
    var request = exchange.to(Protocol.TOKEN).post(json(body)).build();
    try (var response = Exchange.execute(factory, request)) {
      var unused = response.code();
    }
  }

  private <T> Reply<T> call(TokenJson.Request body, Function<TokenJson.Answer, T> toModel)
      throws IOException {
    return exchange
        .run(
            factory,
            exchange.to(Protocol.TOKEN).header("Accept", Protocol.JSON).post(json(body)),
            AnswerReader.json(TokenJson.Answer.class, TokenJson.Answer::serverTime, toModel))
        .reply();
  }

  private static RequestBody json(TokenJson.Request body) {
    return RequestBody.create(Json.write(body).getBytes(StandardCharsets.UTF_8), JSON);
  }

  private static Tokens tokens(TokenJson.Answer answer) {
    if (answer.expiresIn() <= 0 || answer.expiresIn() > LIFE_SECONDS_MAX) {
      throw new BadAnswer("expires-in");
    }
    return new Tokens(
        token(answer.accessToken()), token(answer.refreshToken()), answer.expiresIn());
  }

  private static String token(@Nullable String token) {
    if (token == null || !TOKEN.matcher(token).matches()) {
      throw new BadAnswer("no-token");
    }
    return token;
  }

  private static Account account(TokenJson.@Nullable AccountJson json) {
    var account = FromWire.present(json, "account");
    return new Account(
        FromWire.required(account.user(), "user"),
        FromWire.orEmpty(account.name()),
        FromWire.required(account.role(), "role"),
        FromWire.orEmpty(account.peerMentor()),
        account.units() == null
            ? List.of()
            : FromWire.each(account.units(), "units", unit -> unit));
  }
}
