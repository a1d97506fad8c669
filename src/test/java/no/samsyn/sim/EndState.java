package no.samsyn.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import no.samsyn.json.Json;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.sync.SyncStore;

/** All that stands when a world ends, a line for each thing, for comparing worlds. */
final class EndState {
  private static final int ALL = 10_000;

  private EndState() {}

  static List<String> of(World world) {
    var lines = new ArrayList<String>();
    for (var past : world.truth.all()) {
      lines.add("server " + past.id + " v" + past.version() + " " + Json.write(past.fields));
    }
    for (var device : world.devices) {
      device.read(
          tx -> {
            of(device.name(), tx, lines);
            return true;
          });
    }
    lines.sort(Comparator.naturalOrder()); // no store promises the order of what was thrown away
    return List.copyOf(lines);
  }

  private static void of(String name, SyncStore.Tx tx, List<String> lines) {
    for (var entity : PeerSupport.schemas().inOrderOfTravel()) {
      for (var row : tx.mirror().scan(entity, "", ALL)) {
        lines.add(
            String.join(
                " ",
                name,
                row.id().toString(),
                "v" + row.version(),
                row.state().toString(),
                row.removed() ? "removed" : "",
                Json.write(row.view()),
                Json.write(row.base())));
      }
    }
    for (var entry : tx.outbox().list(ALL, 0)) {
      lines.add(name + " waits " + entry.mutation() + " " + entry.hold() + entry.waitsFor());
    }
    for (var letter : tx.deadLetters().list(ALL, 0)) {
      lines.add(name + " dead " + letter.mutation() + " " + letter.reason().kind());
    }
    for (var letter : tx.deadLetters().discarded(ALL, 0)) {
      lines.add(name + " thrown away " + letter.mutation());
    }
    tx.acknowledged().all().forEach(each -> lines.add(name + " sent " + each.local().id()));
  }
}
