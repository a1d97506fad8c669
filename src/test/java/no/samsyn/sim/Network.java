package no.samsyn.sim;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import no.samsyn.sim.SimServer.Answer;
import no.samsyn.sim.SimServer.Asked;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * The way between the devices and the server: it loses, repeats, delays, reorders, cuts and twists,
 * and strangers answer in the server's place.
 */
final class Network {
  static final int TIMEOUT_MILLIS = 30_000;
  private static final int LATE_MILLIS_MAX = 120_000;
  private static final int FAST_MILLIS = 40;

  private final World world;
  private final Twists twists;

  Network(World world) {
    this.world = world;
    this.twists = new Twists(world);
  }

  Response carry(Request request) throws IOException {
    var device = world.devices.get(request.url().port() - 1);
    var asked = asked(device.name(), request);
    device.requireAlive();
    requireLine(device);
    world.judge.sent(asked);
    var isLost = strikes(Fault.REQUEST_LOST, device);
    pass(device, "out");
    if (isLost) {
      throw timeout(device, "request lost");
    }
    var foreign = twists.insteadOf(device, asked);
    var answer = foreign.isPresent() ? foreign : world.server.handle(asked);
    if (strikes(Fault.REQUEST_REPEATED, device)) {
      repeatLater(asked);
    }
    if (!answer.isPresent()) {
      pass(device, "reset");
      throw world.tape.below("reset", device.name(), 2) == 0
          ? new ConnectException("refused")
          : new IOException("connection reset");
    }
    if (strikes(Fault.ANSWER_LOST, device)) {
      throw timeout(device, "answer lost");
    }
    pass(device, "back");
    return delivered(device, request, twists.onTheWay(device, asked, answer.get()));
  }

  private void requireLine(SimDevice device) throws IOException {
    if (device.isCutOff() || strikes(Fault.UNREACHABLE, device)) {
      pass(device, "nobody");
      world.stage.note(device.name() + " finds no way");
      throw device.isCutOff() ? new UnknownHostException("nowhere") : new ConnectException("no");
    }
  }

  private boolean strikes(Fault fault, SimDevice device) {
    return world.tape.strikes(fault, device.name());
  }

  private void pass(SimDevice device, String leg) {
    var isSlow = strikes(Fault.SLOW, device);
    var most = isSlow ? world.swarm.slowMillis() : FAST_MILLIS;
    world.stage.pass(1 + world.tape.below(leg, device.name(), most));
    device.requireAlive();
  }

  private IOException timeout(SimDevice device, String what) {
    world.stage.note(device.name() + " waits in vain: " + what);
    world.counts.count(what);
    world.stage.pass(TIMEOUT_MILLIS);
    device.requireAlive();
    return new SocketTimeoutException("timeout");
  }

  /** The same request arrives once more, now or much later; nobody hears the answer. */
  private void repeatLater(Asked asked) {
    var later = 1 + world.tape.below("late", asked.from(), LATE_MILLIS_MAX);
    world.counts.count("repeated requests");
    world.stage.at(
        world.stage.now() + later,
        "again from " + asked.from() + " " + asked.path(),
        () -> world.stage.act(() -> world.server.handle(asked.late())));
  }

  private Response delivered(SimDevice device, Request request, Answer answer) throws IOException {
    world.stage.note(
        device.name()
            + " hears "
            + request.url().encodedPath()
            + " "
            + answer.status()
            + " "
            + answer.body().size());
    var bytes = answer.body();
    if (strikes(Fault.ANSWER_CUT, device)) {
      world.counts.count("cut answers");
      bytes = bytes.substring(0, world.tape.below("cut", device.name(), bytes.size() + 1));
      if (world.tape.below("cut how", device.name(), 2) == 1) {
        throw new ProtocolException("unexpected end of stream");
      }
    }
    var response =
        new Response.Builder()
            .request(request)
            .protocol(okhttp3.Protocol.HTTP_1_1)
            .code(answer.status())
            .message("")
            .header("Content-Type", answer.type())
            .body(ResponseBody.create(bytes, MediaType.parse(answer.type())));
    if (!answer.retryAfter().isEmpty()) {
      response.header("Retry-After", answer.retryAfter());
    }
    return response.build();
  }

  private static Asked asked(String from, Request request) throws IOException {
    Map<String, String> query = new HashMap<>();
    for (var name : request.url().queryParameterNames()) {
      query.put(name, request.url().queryParameter(name));
    }
    Map<String, String> head = new HashMap<>();
    for (var name : request.headers().names()) {
      head.put(name.toLowerCase(Locale.ROOT), request.header(name));
    }
    var body = new Buffer();
    if (request.body() != null) {
      request.body().writeTo(body);
    }
    return new Asked(from, request.url().encodedPath(), query, head, body.readByteString(), false);
  }

  static String text(Answer answer) {
    return answer.body().utf8();
  }
}
