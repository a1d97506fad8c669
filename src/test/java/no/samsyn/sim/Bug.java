package no.samsyn.sim;

import no.samsyn.server.core.ServerCore;
import no.samsyn.server.scope.Caller;
import no.samsyn.sim.SimServer.Answer;
import no.samsyn.sim.SimServer.Asked;
import no.samsyn.sync.EnginePorts;
import no.samsyn.sync.SyncStore;
import no.samsyn.sync.TokenVault;
import no.samsyn.sync.Transport;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.PushJson;

/**
 * A mistake planted at a port, never in shipped code. This one is none; planted ones override what
 * they spoil.
 */
class Bug {
  private World world;

  final void in(World its) {
    world = its;
    begin();
  }

  final World world() {
    return world;
  }

  void begin() {}

  SyncStore store(SyncStore inner, SimDevice device) {
    return inner;
  }

  Transport transport(Transport inner, SimDevice device) {
    return inner;
  }

  /** The store as screens and the status read it. */
  SyncStore screen(SyncStore inner) {
    return inner;
  }

  EnginePorts ports(EnginePorts ports) {
    return ports;
  }

  TokenVault vault(TokenVault inner) {
    return inner;
  }

  PushJson.Answer push(ServerCore core, Caller caller, PushJson.Request request) {
    return core.push().push(caller, request);
  }

  FeedJson.Changes page(FeedJson.Changes page) {
    return page;
  }

  Answer answered(Asked asked, Answer answer) {
    return answer;
  }

  void beforeTransaction(SimDevice device) {}

  boolean asksToStop() {
    return false;
  }
}
