package no.samsyn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same worlds on both stores in SQL: every step and every line of the end must be the same.
 * Without power cuts, which a database in memory does not survive.
 */
class StoresAgreeTest {
  private static final int SEEDS = Integer.getInteger("samsyn.sim.sql", 50);

  private static Worlds worlds;

  @BeforeAll
  static void open() {
    worlds = new Worlds();
  }

  @AfterAll
  static void close() {
    worlds.close();
  }

  @Test
  void theSameTapesEndTheSameOnH2AndOnSqlite() {
    worlds.play(
        LongStream.rangeClosed(1, SEEDS).iterator(),
        (hall, seed) -> List.of(run(hall, seed, SqlDisk::ofH2), run(hall, seed, SqlDisk::ofSqlite)),
        both -> agree(both.get(0), both.get(1)));
  }

  private static void agree(Simulation.Outcome expected, Simulation.Outcome actual) {
    var seed = expected.seed();
    assertThat(expected.violation()).as("seed %d on H2", seed).isEmpty();
    assertThat(actual.violation()).as("seed %d on SQLite", seed).isEmpty();
    assertThat(actual.end()).as("seed %d", seed).hasSizeGreaterThan(5).isEqualTo(expected.end());
    assertThat(actual.trace()).as("seed %d", seed).isEqualTo(expected.trace());
  }

  private static Simulation.Outcome run(Hall hall, long seed, Supplier<Disk> disks) {
    var drawn = Swarm.of(seed);
    var rates = new EnumMap<Fault, Integer>(Fault.class);
    rates.putAll(drawn.rates());
    rates.remove(Fault.POWER_CUT);
    var setting = new Simulation.Setting(new Bug(), Set.of(), disks);
    return Simulation.run(hall, drawn.with(rates), setting, Simulation.Cut.NOTHING);
  }
}
