package no.samsyn.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import no.samsyn.json.Json;
import no.samsyn.model.Value;
import no.samsyn.sim.SimServer.Answer;
import no.samsyn.sim.SimServer.Asked;
import no.samsyn.wire.Protocol;
import okio.ByteString;

/**
 * Answers that are not the server's, and the server's when somebody has bent them. None of them may
 * change anything on a device.
 */
final class Twists {
  private static final Pattern RECORD = Pattern.compile("\"record\":\"([^\"]+)\"");

  private final World world;
  private final Map<String, Boolean> poisonous = new HashMap<>();

  Twists(World world) {
    this.world = world;
  }

  /** Who answers before the request reaches the server, if anybody does. */
  Optional<Answer> insteadOf(SimDevice device, Asked asked) {
    if (asked.path().equals(Protocol.TOKEN)) {
      return strikes(Fault.REFRESH_FAILS, device)
          ? said("refresh fails", SimServer.problem(500, "server-failed", 0))
          : Optional.empty();
    }
    if (strikes(Fault.PORTAL, device)) {
      return said("portal", portal(device));
    }
    if (strikes(Fault.SERVER_BUSY, device)) {
      return said("busy", busy(device));
    }
    if (strikes(Fault.SERVER_FAILS, device)) {
      return said("500", SimServer.problem(500, "server-failed", 0));
    }
    if (strikes(Fault.ACCESS_REFUSED, device)) {
      return said("401", SimServer.problem(401, "sign-in-needed", 0));
    }
    if (asked.path().equals(Protocol.CHANGES) && strikes(Fault.RESET_ASKED, device)) {
      return said("410", SimServer.problem(410, "cursor-expired", 0));
    }
    if (asked.path().equals(Protocol.PUSH) && isPoisoned(device, asked)) {
      return said("poison", SimServer.problem(500, "server-failed", 0));
    }
    if (asked.path().equals(Protocol.PUSH) && strikes(Fault.TOO_LARGE, device)) {
      return isMoreThanOne(asked)
          ? said("413", SimServer.problem(413, "too-large", 0))
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** Some records make the server fail as long as the chaos lasts, each time the same ones. */
  private boolean isPoisoned(SimDevice device, Asked asked) {
    if (world.tape.isCalm()) {
      return false;
    }
    var text = SimServer.text(asked);
    var records = RECORD.matcher(text);
    while (records.find()) {
      if (poisonous.computeIfAbsent(records.group(1), r -> strikes(Fault.POISON, device))) {
        return true;
      }
    }
    return false;
  }

  private boolean strikes(Fault fault, SimDevice device) {
    return world.tape.strikes(fault, device.name());
  }

  private Optional<Answer> said(String what, Answer answer) {
    world.counts.count("said " + what);
    world.stage.note("instead of the server: " + what);
    return Optional.of(answer);
  }

  private static boolean isMoreThanOne(Asked asked) {
    return asked.body().size() > 2_000;
  }

  private Answer portal(SimDevice device) {
    return switch (world.tape.below("portal", device.name(), 3)) {
      case 0 -> Answer.of(200, "text/html", "<html>Welcome to the hotel</html>");
      case 1 -> Answer.of(302, "text/html", "");
      default -> Answer.of(403, "text/plain", "blocked");
    };
  }

  private Answer busy(SimDevice device) {
    var wishes = List.of("1", "30", "", "-5", "315360000", "soon", "3600");
    var wish = wishes.get(world.tape.below("retry after", device.name(), wishes.size()));
    var problem = SimServer.problem(503, "busy", 0);
    return new Answer(503, problem.type(), wish, problem.body());
  }

  /** Bends an answer so that it contradicts itself, or leaves it. */
  Answer onTheWay(SimDevice device, Asked asked, Answer answer) {
    var isOurs = answer.status() == 200 && !answer.type().startsWith("text/");
    if (!isOurs || !strikes(Fault.ANSWER_TWISTED, device)) {
      return answer;
    }
    world.counts.count("twisted answers");
    return asked.path().equals(Protocol.PUSH) ? twistedPush(device, answer) : noise(device, answer);
  }

  private Answer noise(SimDevice device, Answer answer) {
    var bytes = answer.body().toByteArray();
    if (bytes.length > 0) {
      // Something that is no JSON any more, wherever it falls: a checksum would find the rest.
      bytes[world.tape.below("noise", device.name(), bytes.length)] = 0x01;
    }
    return new Answer(answer.status(), answer.type(), "", ByteString.of(bytes));
  }

  private Answer twistedPush(SimDevice device, Answer answer) {
    var members = new TreeMap<>(((Value.Structure) Json.parse(Network.text(answer))).members());
    var results = new ArrayList<>(((Value.Items) members.get("results")).items());
    switch (world.tape.below("twist", device.name(), 5)) {
      case 0 -> Collections.reverse(results); // in any order they are the same results
      case 1 -> results.remove(0);
      case 2 -> results.add(results.get(0));
      case 3 -> results.set(0, with(results.get(0), "id", Value.text("nobody-sent-this")));
      default -> results.set(0, with(results.get(0), "status", Value.text("perhaps")));
    }
    members.put("results", new Value.Items(results));
    return Answer.of(200, answer.type(), Json.write((Value) new Value.Structure(members)));
  }

  private static Value with(Value result, String name, Value value) {
    var members = new TreeMap<>(((Value.Structure) result).members());
    members.put(name, value);
    return new Value.Structure(members);
  }
}
