package no.samsyn.net;

import java.io.IOException;
import java.util.Map;
import no.samsyn.sync.Reply;
import no.samsyn.sync.Transport.Sender;
import no.samsyn.wire.Protocol;
import okhttp3.Call;
import okhttp3.Request;

/**
 * Calls in somebody's name: puts the token on, and after a 401 gets a fresh one and tries once
 * more. One for each account, shared by all who call for it. Thread-safe; no lock is held
 * meanwhile.
 */
final class Calls {
  private final Exchange exchange;
  private final HttpClients clients;
  private final AccessTokens tokens;

  Calls(Exchange exchange, HttpClients clients, AccessTokens tokens) {
    this.exchange = exchange;
    this.clients = clients;
    this.tokens = tokens;
  }

  long bytesMoved() {
    return clients.bytesMoved();
  }

  /** One JSON document, or one page, within the usual time. */
  <T> Reply<T> get(String path, Map<String, String> query, AnswerReader<T> reader)
      throws IOException {
    return send(clients.client(), to(path, query), reader);
  }

  /** An answer without end, bounded in its silence only. */
  <T> Reply<T> stream(String path, Map<String, String> query, AnswerReader<T> reader)
      throws IOException {
    return send(clients.streaming(), to(path, query), reader);
  }

  Request.Builder to(String path, Map<String, String> query) {
    return exchange.to(path, query);
  }

  /** Begins a request that says which device asks and how much it has not sent yet. */
  Request.Builder from(Sender sender, String path, Map<String, String> query) {
    var request =
        exchange
            .to(path, query)
            .header(Protocol.DEVICE_HEADER, sender.device())
            .header(Protocol.UNSENT_HEADER, Long.toString(sender.unsent()));
    return sender.landmark().isEmpty()
        ? request
        : request.header(Protocol.LANDMARK_HEADER, sender.landmark());
  }

  <T> Reply<T> send(Request.Builder request, AnswerReader<T> reader) throws IOException {
    return send(clients.client(), request, reader);
  }

  <T> Reply<T> send(Call.Factory factory, Request.Builder request, AnswerReader<T> reader)
      throws IOException {
    request.header("Accept", reader.contentType() + ", " + Protocol.PROBLEM_JSON);
    var grant = tokens.current();
    if (grant instanceof AccessTokens.Refused refused) {
      return refused.reply();
    }
    var ready = (AccessTokens.Ready) grant;
    var first = exchange.run(factory, authorised(request, ready), reader);
    if (first.status() != 401 || ready.isNew()) {
      return first.reply(); // one refresh for one call, whatever the server says
    }
    var fresh = tokens.after(ready.access());
    if (fresh instanceof AccessTokens.Refused refused) {
      return refused.reply();
    }
    return exchange.run(factory, authorised(request, (AccessTokens.Ready) fresh), reader).reply();
  }

  private static Request.Builder authorised(Request.Builder request, AccessTokens.Ready ready) {
    return request.header("Authorization", "Bearer " + ready.access());
  }

  /** Whether anybody is signed in, as far as this device knows. */
  boolean hasTokens() {
    return tokens.areThere();
  }
}
