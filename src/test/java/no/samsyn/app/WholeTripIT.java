package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.samsyn.json.Json;
import no.samsyn.model.Fields;
import no.samsyn.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two data folders and one server, every command a process of its own, some of them killed. */
class WholeTripIT {
  private static final Path JAR = Path.of(System.getProperty("samsyn.jar"));
  private static final long SECONDS_MAX = 60; // a start takes one; a loaded machine takes more

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();
  private int runs;

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  /** What a process came to. */
  private record Result(int code, String out, String err) {
    Fields json() {
      return Json.parseFields(out);
    }

    Result with(int expected) {
      assertThat(code).as("%s %s", out, err).isEqualTo(expected);
      return this;
    }
  }

  private Process start(Path out, Path err, String... words) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
    command.add(JAR.toString());
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command);
    builder.environment().put("SAMSYN_PASSWORD", "practice");
    builder.environment().put("SAMSYN_KEYS", "file"); // nothing for a developer's own key store
    builder.environment().put("LC_ALL", "POSIX"); // as under cron: letters must survive
    var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    started.add(process);
    return process;
  }

  private Result run(String... words) throws Exception {
    var out = folder.resolve("out-" + runs);
    var err = folder.resolve("err-" + runs++);
    var process = start(out, err, words);
    assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as("ended in time").isTrue();
    return new Result(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }

  /** Starts a process and kills it the hard way as soon as it has printed something. */
  private String killWhenItSpeaks(String... words) throws Exception {
    var out = folder.resolve("killed-" + runs++);
    var process = start(out, folder.resolve("killed-err"), words);
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (!text(out).endsWith("\n") && process.isAlive() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    return text(out);
  }

  private String data(String name) {
    return folder.resolve(name).toString();
  }

  private String add(String... words) throws Exception {
    var command = new ArrayList<>(List.of("add", "--json", "--data", data("a")));
    command.addAll(List.of(words));
    return Json.parseFields(killWhenItSpeaks(command.toArray(new String[0]))).text("key");
  }

  private static String startedAddress(String line) {
    assertThat(line).matches("ready http://127\\.0\\.0\\.1:\\d+\n");
    return line.substring("ready ".length()).strip();
  }

  private String startServer() throws Exception {
    var out = folder.resolve("server-out-" + runs++);
    var process =
        start(
            out,
            folder.resolve("server-err"),
            "server",
            "--data",
            data("srv"),
            "--port",
            "0",
            "--practice");
    while (text(out).isEmpty() && process.isAlive()) {
      Thread.sleep(20);
    }
    return startedAddress(text(out));
  }

  @Test
  void whatIsSavedOfflineBetweenKillsArrivesOnceAtTheOtherDevice() throws Exception {
    run("list", "contact", "--json", "--data", data("a")).with(4);
    var address = startServer();
    var server = started.get(started.size() - 1);
    var account =
        run("login", "--json", "--user", "ola", "--server", address, "--data", data("a")).with(0);
    run("sync", "--json", "--data", data("a")).with(0);
    var types = run("list", "activity_type", "--json", "--data", data("a")).with(0).json();
    server.destroyForcibly().waitFor();

    var mentor = account.json().text("peerMentor");
    var contact = add("contact", "--set", "peer_mentor=" + mentor, "--set", "display_name=Åse Ø");
    var activity =
        add(
            "activity",
            "--set",
            "peer_mentor=" + mentor,
            "--set",
            "contact=" + contact,
            "--set",
            "type=" + firstKey(types),
            "--set",
            "date=2026-11-20",
            "--set",
            "minutes=60");
    var offline = run("sync", "--json", "--data", data("a")).with(3).json();
    assertThat(offline.text("stoppedBecause")).isEqualTo("offline");
    killWhenItSpeaks("edit", "contact", contact, "--set", "note=blåbær", "--data", data("a"));
    killWhenItSpeaks("edit", "activity", activity, "--set", "minutes=90", "--data", data("a"));
    var status = run("status", "--json", "--data", data("a")).with(0).json();
    assertThat(status.get("unsent")).isEqualTo(Value.whole(4));

    var again = startServer();
    var sent = run("sync", "--json", "--server", again, "--data", data("a")).with(0).json();
    assertThat(sent.get("accepted")).isEqualTo(Value.whole(4));
    run("login", "--json", "--user", "kari", "--server", again, "--data", data("b")).with(0);
    run("sync", "--json", "--data", data("b")).with(0);

    var seen =
        run("list", "activity", "--filter", "contact=" + contact, "--json", "--data", data("b"));
    assertThat(seen.with(0).json().get("total")).isEqualTo(Value.whole(1));
    var fields = (Value.Structure) row(seen.json()).member("fields");
    assertThat(row(seen.json()).member("key")).isEqualTo(Value.text(activity));
    assertThat(fields.member("minutes")).isEqualTo(Value.whole(90));
    var other = run("show", "contact", contact, "--json", "--data", data("b")).with(0).json();
    assertThat(((Value.Structure) other.get("fields")).member("note").asText()).isEqualTo("blåbær");
    var same = run("verify", "--json", "--data", data("b")).with(0).json();
    assertThat(same.get("same")).isEqualTo(Value.flag(true));

    stopsInTime();
  }

  /** SIGTERM ends the server that still runs within five seconds. */
  private void stopsInTime() throws InterruptedException {
    for (var process : started) {
      if (process.isAlive()) {
        process.destroy();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("stopped in time").isTrue();
      }
    }
  }

  private static String firstKey(Fields listed) {
    return row(listed).member("key").asText();
  }

  private static Value.Structure row(Fields listed) {
    return (Value.Structure) ((Value.Items) listed.get("rows")).items().get(0);
  }
}
