package no.samsyn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import no.samsyn.model.Mutation;
import no.samsyn.model.Value;
import no.samsyn.server.scope.Caller;
import no.samsyn.server.store.Database;
import no.samsyn.wire.RecordJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixteen devices push at the same time while one reader follows its cursor. Counting on positions
 * that were taken before the commit would lose rows here.
 */
final class ManyWritersTest {
  private static final int WRITERS = 16;
  private static final int PAGE = 100;
  private static final long LENGTH_MILLIS = Long.getLong("samsyn.writers.millis", 1_500);

  @TempDir Path directory;

  @Test
  void noChangeIsMissedOnH2() throws Exception {
    try (var database = Database.inDirectory(directory)) {
      noChangeIsMissed(database);
    }
  }

  @Test
  void noChangeIsMissedOnPostgres() throws Exception {
    try (var database = EmbeddedPostgresServer.newDatabase()) {
      noChangeIsMissed(database);
    }
  }

  private static void noChangeIsMissed(Database database) throws Exception {
    var org = new TestOrganisation(database);
    var shared =
        org.admin
            .push(org.admin.create("activity", org.admin.key(), org.activity(org.ola)))
            .only()
            .record();
    var reader = org.device("reader", Caller.administrator(TestOrganisation.ORG, "reader"));
    var held = reader.snapshot(PAGE);
    var stop = new AtomicBoolean();
    var applied = ConcurrentHashMap.<String>newKeySet();
    var threads = Executors.newFixedThreadPool(WRITERS);
    var writers = new ArrayList<Future<Integer>>();
    for (var number = 0; number < WRITERS; number++) {
      var user = "writer" + number;
      var device = org.device(user, Caller.administrator(TestOrganisation.ORG, user));
      writers.add(threads.submit(() -> write(org, device, shared, stop, applied)));
    }
    var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LENGTH_MILLIS);
    var pages = 0;
    while (System.nanoTime() < end) {
      held = reader.follow(held, PAGE);
      pages++;
    }
    stop.set(true);
    for (var writer : writers) {
      assertThat(writer.get(30, TimeUnit.SECONDS)).isPositive();
    }
    threads.shutdown();
    held = reader.follow(held, PAGE);
    assertThat(pages).isPositive();
    assertThat(held.records().keySet()).containsAll(applied);
    assertThat(held.records()).isEqualTo(reader.snapshot(PAGE).records());
    assertThat(org.count("select count(*) from feed"))
        .isEqualTo(org.count("select seq from organisation"))
        .isEqualTo(org.count("select sum(version) from record"))
        .isEqualTo(org.count("select count(*) from receipt where status = 'applied'"))
        .isEqualTo(org.count("select count(*) from audit_entry where action = 'applied'"));
  }

  /** Creates records and quarrels about one, until told to stop; returns how many pushes. */
  private static int write(
      TestOrganisation org,
      TestDevice device,
      RecordJson shared,
      AtomicBoolean stop,
      Set<String> applied) {
    var pushes = 0;
    var seen = shared;
    while (!stop.get() || pushes == 0) {
      var batch = new ArrayList<Mutation>();
      batch.add(device.create("activity", device.key(), org.activity(org.ola)));
      batch.add(device.create("activity", device.key(), org.activity(org.siv)));
      if (pushes % 3 == 0) {
        batch.add(device.update(seen, "theme", Value.text(device.id() + pushes)));
      }
      var results = device.push(batch.toArray(Mutation[]::new)).results();
      for (var result : results) {
        assertThat(result.status()).isIn("applied", "conflict", "deferred");
        if (result.status().equals("applied")) {
          applied.add(TestDevice.nameOf(result.record()));
        }
      }
      if (results.size() > 2 && results.get(2).record() != null) {
        seen = results.get(2).record();
      }
      pushes++;
    }
    return pushes;
  }
}
