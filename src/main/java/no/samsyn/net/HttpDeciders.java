package no.samsyn.net;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import no.samsyn.sync.DeciderList;
import no.samsyn.sync.Reply;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.ServiceJson;

/** Who may decide reviews, over HTTPS. Thread-safe. */
final class HttpDeciders implements DeciderList {
  private final Calls calls;

  HttpDeciders(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Reply<List<Decider>> all() throws IOException {
    return calls.send(
        calls.to(Protocol.DECIDERS, Map.of()),
        AnswerReader.json(
            ServiceJson.Deciders.class,
            answer -> null, // says no time
            answer -> FromWire.each(answer.deciders(), "deciders", HttpDeciders::decider)));
  }

  private static Decider decider(ServiceJson.Decider told) {
    return new Decider(
        FromWire.required(told.user(), "user"),
        FromWire.required(told.name(), "name"),
        FromWire.required(told.role(), "role"),
        FromWire.each(told.units(), "units", unit -> unit));
  }
}
