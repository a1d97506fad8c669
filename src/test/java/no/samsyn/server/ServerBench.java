package no.samsyn.server;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import no.samsyn.model.Mutation;
import no.samsyn.server.core.ServerCore;
import no.samsyn.server.practice.PracticeData;
import no.samsyn.server.store.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the server takes, without HTTP, on one core of a small machine. Expected: practice data
 * below 5 s, 10,000 creates below 10 s, a snapshot of 100,000 records about 1 s.
 */
@Tag("bench")
final class ServerBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static long cpuBefore;

  @TempDir Path directory;

  @Test
  void practiceDataPushesAndSnapshots() {
    try (var database = Database.inDirectory(directory.resolve("practice"))) {
      var begin = begin();
      var core = ServerCore.over(database, new ManualTime(), new SeededChance(1));
      new PracticeData(core, new ManualTime()).fillIfEmpty();
      report("practice data, H2 file", begin);
    }
    try (var database = Database.inDirectory(directory.resolve("h2"))) {
      measure("H2 file", database, 100_000);
    }
    try (var database = EmbeddedPostgresServer.newDatabase()) {
      measure("PostgreSQL", database, 10_000);
    }
  }

  private static void measure(String name, Database database, int records) {
    var org = new TestOrganisation(database);
    push(org, 2_000);
    var begin = begin();
    push(org, 10_000);
    report("10,000 creates in 500s, " + name, begin);
    push(org, records - 12_000);
    for (var round = 0; round < 3; round++) {
      begin = begin();
      var pages = snapshot(org);
      report("snapshot of " + records + " records in " + pages + " pages, " + name, begin);
    }
  }

  private static void push(TestOrganisation org, int records) {
    for (var left = records; left > 0; left -= 500) {
      var batch = new ArrayList<Mutation>();
      for (var i = 0; i < 500; i++) {
        batch.add(
            org.ola.create(
                "activity",
                org.ola.key(),
                org.activity(org.ola).with("note", "Fin prat, avtalte ny tid før påske.")));
      }
      org.ola.push(batch.toArray(Mutation[]::new)).allApplied();
    }
  }

  private static int snapshot(TestOrganisation org) {
    var pages = 0;
    var page = "";
    while (page != null) {
      var answer = org.admin.snapshotPage(page, 1_000);
      answer.ndjson();
      page = answer.end().next();
      pages++;
    }
    return pages;
  }

  private static long begin() {
    cpuBefore = THREADS.getCurrentThreadCpuTime();
    return System.nanoTime();
  }

  private static void report(String what, long begin) {
    var wall = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    var now = THREADS.getCurrentThreadCpuTime();
    var cpu = TimeUnit.NANOSECONDS.toMillis(now - cpuBefore);
    cpuBefore = now;
    System.out.println(what + ": " + wall + " ms, of which on the processor " + cpu + " ms");
  }
}
