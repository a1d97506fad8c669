package no.samsyn.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.samsyn.net.InProcessLink;

/** Everything that one seed is made of, and what became of it. */
final class World {
  private static final Instant BEGIN = Instant.parse("2026-11-20T08:00:00Z");
  private static final List<String> USERS = List.of("ola", "kari", "ola", "per", "nora");

  final Swarm swarm;
  final Tape tape;
  final Stage stage = new Stage();
  final Hall hall;
  final Counts counts = new Counts();
  final Ledger ledger = new Ledger();
  final Truth truth = new Truth();
  final List<SimDevice> devices = new ArrayList<>();
  final InProcessLink link;
  final Bug bug;
  final Judge judge;
  final Office office;
  final SimServer server;
  private final Set<Check> switchedOff;
  private Optional<Violation> violation = Optional.empty();

  World(Hall hall, Swarm swarm, Tape tape, Simulation.Setting setting) {
    this.hall = hall;
    this.swarm = swarm;
    this.tape = tape;
    this.bug = setting.bug();
    this.switchedOff = setting.switchedOff();
    hall.reset();
    truth.follow(hall.database);
    this.judge = new Judge(this);
    this.office = new Office(this);
    this.server = new SimServer(this);
    this.link = new InProcessLink(new Network(this)::carry);
    for (var i = 0; i < swarm.devices(); i++) {
      devices.add(new SimDevice(this, i, USERS.get(i), setting.disks().get()));
    }
    bug.in(this);
  }

  Instant begin() {
    return BEGIN;
  }

  /** Only the first counts: what follows may follow from it. */
  void violate(Check check, String what) {
    if (violation.isEmpty() && !switchedOff.contains(check) && !stage.isOver()) {
      violation = Optional.of(new Violation(check, stage.now(), what));
      stage.note("VIOLATION " + check + " " + what);
    }
  }

  Optional<Violation> violation() {
    return violation;
  }

  Optional<SimDevice> deviceOf(String id) {
    return devices.stream().filter(device -> device.id().equals(id)).findFirst();
  }
}
