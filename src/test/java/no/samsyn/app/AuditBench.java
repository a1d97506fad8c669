package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.samsyn.audit.AuditAction;
import no.samsyn.audit.AuditEvent;
import no.samsyn.console.ServerHouse;
import no.samsyn.desktop.H2Store;
import no.samsyn.desktop.KeyRing;
import no.samsyn.desktop.StoreKeys;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Fields;
import no.samsyn.model.Uuid7;
import no.samsyn.peersupport.PeerSupport;
import no.samsyn.store.SqlStore;
import no.samsyn.sync.SyncStore.Durability;
import no.samsyn.testkit.ManualTime;
import no.samsyn.testkit.SeededChance;
import no.samsyn.testkit.TestDevice;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long trail, exported and verified by processes whose memory is far smaller than it. A million
 * entries: {@code -Dsamsyn.audit.entries=1000000}.
 */
@Tag("bench")
class AuditBench {
  private static final int ENTRIES = Integer.getInteger("samsyn.audit.entries", 200_000);
  private static final int PER_TRANSACTION = 10_000;
  private static final int HEAP_MEGABYTES = 96;
  private static final long MINUTES_MAX = 30;

  private final ManualTime time = new ManualTime();
  private final SeededChance chance = new SeededChance(1);

  @TempDir Path folder;

  @Test
  void aLongTrailStreamsThroughLittleMemory() throws Exception {
    signIn();
    var filled = seconds(this::fill);
    System.out.printf("filled with %,d entries in %.0f s%n", ENTRIES, filled);

    var file = folder.resolve("trail.zip");
    measure("export, control", "audit", "export", file.toString(), "--of", "device");
    System.out.printf("the export has %,d MB%n", Files.size(file) >> 20);
    measure("verify", "audit", "verify", file.toString());
    var table = folder.resolve("trail.csv").toString();
    measure("export as CSV", "audit", "export", table, "--of", "device", "--format", "csv");
    measure("list, one action", "audit", "list", "--of", "device", "--action", "signed-in");
    measure("list, the newest", "audit", "list", "--of", "device", "--limit", "50");
  }

  private void signIn() {
    var terminal = new TestTerminal(folder);
    var wish = new ServerHouse.Wish(folder.resolve("srv"), 0, true, "");
    try (var server = terminal.servers().start(wish)) {
      var words =
          new String[] {
            "login",
            "--user",
            "ola",
            "--server",
            server.address(),
            "--data",
            data(),
            "--password-stdin"
          };
      assertThat(terminal.type("practice\n", words).code()).isZero();
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void fill() {
    var data = folder.resolve("data");
    var key = new StoreKeys(data, KeyRing.none()).key("", "");
    try (var store =
        SqlStore.open(H2Store.openEncrypted(data, key), PeerSupport.schemas(), chance)) {
      for (var at = 0; at < ENTRIES; at += PER_TRANSACTION) {
        store.inTransaction(
            Durability.RELAXED,
            tx -> {
              for (var i = 0; i < PER_TRANSACTION; i++) {
                tx.audit().record(event(), changes());
              }
              return true;
            });
      }
    }
  }

  private AuditEvent event() {
    time.advance(Duration.ofSeconds(20));
    return new AuditEvent(
        0,
        time.now(),
        AuditAction.SAVED,
        "ola",
        "",
        PeerSupport.ACTIVITY,
        Uuid7.mint(time.now(), chance),
        Uuid7.mint(time.now(), chance),
        0,
        "create",
        "");
  }

  private FieldChanges changes() {
    return FieldChanges.between(
        Fields.NONE, TestDevice.activity(45).with("note", "Samtale om hverdagen."));
  }

  private void measure(String what, String... words) throws Exception {
    var took = seconds(() -> run(words));
    System.out.printf("%s: %.1f s (heap at most %d MB)%n", what, took, HEAP_MEGABYTES);
  }

  private void run(String... words) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + HEAP_MEGABYTES + "m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Launcher.class.getName());
    command.addAll(List.of(words));
    if (!words[1].equals("verify")) {
      command.addAll(List.of("--data", data()));
    }
    var said = folder.resolve("said");
    var builder = new ProcessBuilder(command).redirectOutput(said.toFile());
    builder.redirectError(folder.resolve("errors").toFile());
    builder.environment().put("SAMSYN_KEYS", "file"); // nothing for a developer's own key store
    var process = builder.start();
    try {
      assertThat(process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).as("ended in time").isTrue();
      var errors = Files.readString(folder.resolve("errors"), StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as("%s", errors).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    var start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
