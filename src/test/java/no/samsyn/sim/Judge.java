package no.samsyn.sim;

import no.samsyn.server.scope.Caller;
import no.samsyn.sim.SimServer.Answer;
import no.samsyn.sim.SimServer.Asked;
import no.samsyn.sync.SyncReport;
import no.samsyn.wire.FeedJson;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.PushJson;

/** Watches from outside and hands what it sees to those who know what must hold. */
final class Judge {
  private final World world;
  private final DeviceChecks onDevices;
  private final ServerChecks onServer;
  private final ValueChecks onValues;
  private final LastChecks atLast;
  private long lastCommitAt;

  Judge(World world) {
    this.world = world;
    this.onDevices = new DeviceChecks(world);
    this.onServer = new ServerChecks(world);
    this.onValues = new ValueChecks(world);
    this.atLast = new LastChecks(world);
  }

  /** When the server last took something in. */
  long lastCommitAt() {
    return lastCommitAt;
  }

  /** A request leaves a device; nobody knows whether it arrives. */
  void sent(Asked asked) {
    if (asked.path().equals(Protocol.PUSH)) {
      onServer.sent(asked);
    }
  }

  void pushed(Asked asked, Caller caller, PushJson.Request request, String text) {
    onServer.pushed(asked, caller, request, text);
  }

  void authorised(Asked asked) {
    onServer.authorised(asked);
  }

  void paged(Asked asked, Caller caller, FeedJson.Changes page) {
    committed();
    onServer.paged(caller, asked, page);
  }

  void served(Asked asked, Answer answer) {
    committed();
    if (asked.path().equals(Protocol.PUSH) && answer.status() == 200) {
      onServer.answered(asked, answer);
    }
  }

  /** The server may have committed something: whatever it was, it is in the journal. */
  void committed() {
    for (var step : world.truth.follow(world.hall.database)) {
      lastCommitAt = world.stage.now();
      world.counts.count("commits");
      onServer.committed(step);
      onValues.committed(step);
    }
  }

  /** The database was put back to what it was. */
  void restored() {
    world.truth.startOver(world.hall.database);
    lastCommitAt = world.stage.now();
    onServer.startOver();
    onValues.startOver();
    for (var step : world.truth.steps()) {
      onServer.committed(step);
      onValues.recounted(step);
    }
  }

  void committed(SimDevice device, Committed log) {
    onDevices.committed(device, log);
    onValues.noted(device, log);
    if (!log.byPerson) { // a person's own is judged when the person has heard
      onValues.conserved(device);
    }
  }

  void powerCut(SimDevice device) {
    onDevices.powerCut(device);
  }

  /** An older copy of the device's store took its place. */
  void copyPutBack(SimDevice device) {
    onDevices.copyPutBack(device);
    onServer.copyPutBack(device);
    onValues.copyPutBack(device);
  }

  void ran(SimDevice device, SyncReport report) {
    onDevices.ran(device, report);
  }

  /** Somebody on {@code device} was just told that something is saved. */
  void look(SimDevice device) {
    onValues.conserved(device);
    onValues.shown(device);
  }

  void atTheEnd() {
    committed();
    for (var device : world.devices) {
      onValues.conservedForGood(device);
      onValues.shown(device);
      onDevices.wholeMirror(device);
    }
    onValues.oneFate();
    atLast.look();
  }
}
