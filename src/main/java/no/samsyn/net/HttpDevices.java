package no.samsyn.net;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import no.samsyn.sync.DeviceList;
import no.samsyn.sync.Reply;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.ServiceJson;

/** The devices in an account's scope, over HTTPS. Thread-safe. */
final class HttpDevices implements DeviceList {
  private final Calls calls;

  HttpDevices(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Reply<List<Seen>> all() throws IOException {
    return calls.send(
        calls.to(Protocol.DEVICES, Map.of()),
        AnswerReader.json(
            ServiceJson.Devices.class,
            answer -> null, // says no time
            answer -> FromWire.each(answer.devices(), "devices", HttpDevices::seen)));
  }

  private static Seen seen(ServiceJson.Device device) {
    var mentor = device.peerMentor();
    return new Seen(
        FromWire.required(device.device(), "device"),
        FromWire.required(device.user(), "user"),
        mentor == null ? "" : mentor,
        FromWire.serverTime(FromWire.required(device.lastSync(), "lastSync")),
        Math.max(0, device.unsent()));
  }
}
