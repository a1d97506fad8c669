package no.samsyn.net;

import java.io.IOException;
import no.samsyn.json.BadJson;
import no.samsyn.sync.Reply;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.ServiceJson;
import okhttp3.OkHttpClient;

/** Asks the server for a sign of life, which needs no sign-in. Only our server knows the answer. */
final class HealthCall {
  private HealthCall() {}

  static Reply<String> ask(Exchange exchange, OkHttpClient client) throws IOException {
    return exchange
        .run(
            client,
            exchange.to(Protocol.HEALTH).header("Accept", Protocol.JSON),
            AnswerReader.json(
                ServiceJson.Health.class,
                ServiceJson.Health::serverTime,
                answer -> {
                  if (answer.serverTime() == null) {
                    throw new BadJson("serverTime is missing");
                  }
                  return FromWire.required(answer.status(), "status");
                }))
        .reply();
  }
}
