package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.samsyn.app.TestTerminal.Result;
import no.samsyn.console.ServerHouse;
import no.samsyn.model.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code samsyn audit} as a mentor runs it. */
class AuditCommandsTest {
  @TempDir static Path serverFolder;
  private static ServerHouse.Running server;

  @TempDir Path folder;
  private TestTerminal terminal;

  @BeforeAll
  static void startServer() {
    var wish = new ServerHouse.Wish(serverFolder.resolve("srv"), 0, true, "");
    server = new TestTerminal(serverFolder).servers().start(wish);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void signIn() {
    terminal = new TestTerminal(folder);
    var words =
        new String[] {
          "login",
          "--user",
          "ola",
          "--server",
          server.address(),
          "--data",
          data(),
          "--password-stdin",
          "--json"
        };
    var account = terminal.type("practice\n", words);
    assertThat(account.code()).as(account.out()).isZero();
    assertThat(run("sync").code()).isZero();
    var mentor = account.json().text("peerMentor");
    for (var name : new String[] {"Åse", "Åsmund"}) {
      var added =
          run("add", "contact", "--set", "peer_mentor=" + mentor, "--set", "display_name=" + name);
      assertThat(added.code()).as(added.err()).isZero();
    }
  }

  private String data() {
    return folder.resolve("ola").toString();
  }

  private Result run(String... words) {
    var all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--data";
    all[words.length + 1] = data();
    return terminal.run(all);
  }

  private static String file(Path path) {
    return path.toString();
  }

  @Test
  void theListIsTheNewestFirstAndItsNamesAreTheContract() {
    var listed = run("audit", "list", "--entity", "contact", "--limit", "1", "--json");
    assertThat(listed.code()).isZero();
    assertThat(listed.json().get("total")).isEqualTo(Value.whole(2));
    var rows = (Value.Items) listed.json().get("rows");
    assertThat(rows.items()).hasSize(1);
    assertThat(listed.json().get("more")).isEqualTo(Value.flag(true));
    var row = (Value.Structure) rows.items().get(0);
    assertThat(row.members().keySet())
        .containsExactlyInAnyOrder(
            "index",
            "at",
            "action",
            "entity",
            "key",
            "actor",
            "onBehalfOf",
            "mutation",
            "version",
            "outcome",
            "detail");
    assertThat(row.member("action").asText()).isEqualTo("saved");
    assertThat(row.member("actor").asText()).isEqualTo("ola");
    assertThat(run("audit", "list", "--from", "2001-01-01", "--until", "2001-01-02").out())
        .contains("0 of 0");
    assertThat(run("audit", "list", "--action", "signed-in").out()).contains("signed-in");
  }

  @Test
  void theOwnTrailIsVerifiedAndItsHeadCanBePinned() {
    var verified = run("audit", "verify", "--json").json();
    assertThat(verified.get("verified")).isEqualTo(Value.flag(true));
    var head = verified.text("head");
    assertThat(run("audit", "verify", "--head", head).code()).isZero();
    var wrong = head.substring(0, head.length() - 1) + (head.endsWith("0") ? "1" : "0");
    var bad = run("audit", "verify", "--head", wrong, "--json");
    assertThat(bad.code()).isEqualTo(1);
    assertThat(bad.json().get("verified")).isEqualTo(Value.flag(false));
    assertThat(run("audit", "verify", "--head", "nonsense").code()).isEqualTo(2);
  }

  @Test
  void anExportIsVerifiedWithoutStoreAndServerAndABadOneIsNamed() throws IOException {
    var file = folder.resolve("trail.zip");
    var exported = run("audit", "export", file(file), "--json");
    assertThat(exported.code()).as(exported.out()).isZero();
    var key = exported.json().text("key");
    var elsewhere = new TestTerminal(folder.resolve("elsewhere"));
    var good = elsewhere.run("audit", "verify", file(file), "--key", key);
    assertThat(good.code()).as(good.out() + good.err()).isZero();
    assertThat(good.out()).contains("VERIFIED", "Values are not shown", "The key is one of those");
    assertThat(elsewhere.run("audit", "verify", file(file), "--key", "0".repeat(64)).code())
        .isEqualTo(1);
    var shorter = elsewhere.run("audit", "verify", file(file), "--head", "9999:" + "0".repeat(64));
    assertThat(shorter.code()).isEqualTo(1);

    var bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve("bad.zip"), bytes);
    assertThat(elsewhere.run("audit", "verify", file(folder.resolve("bad.zip"))).code())
        .isBetween(1, 2);
    Files.writeString(folder.resolve("other.zip"), "no export at all");
    var other = elsewhere.run("audit", "verify", file(folder.resolve("other.zip")), "--json");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.json().get("verified")).isEqualTo(Value.flag(false));
    assertThat(elsewhere.run("audit", "verify", file(folder.resolve("none.zip"))).code())
        .isEqualTo(2);
  }

  @Test
  void wrongWordsAreWrongUseAndAFileIsReplacedOnlyByForce() {
    var file = file(folder.resolve("trail.zip"));
    assertThat(run("audit", "export", file, "--profile", "full").code()).isEqualTo(2);
    assertThat(run("audit", "export", file, "--profile", "half").code()).isEqualTo(2);
    assertThat(run("audit", "export", file, "--format", "pdf").code()).isEqualTo(2);
    assertThat(run("audit", "list", "--from", "yesterday").code()).isEqualTo(2);
    assertThat(run("audit", "list", "--of", "everybody").code()).isEqualTo(2);
    assertThat(run("audit", "list", "--of", "organisation").code()).isEqualTo(1);
    assertThat(run("audit", "export", file).code()).isZero();
    assertThat(run("audit", "export", file).code()).isEqualTo(1);
    assertThat(run("audit", "export", file, "--force", "--profile", "full", "--reason", "x").out())
        .contains("The file holds personal data");
  }

  /** Over the wire: what the server seals, streams and signs, held against what was witnessed. */
  @Test
  void anAdministratorSeesAndExportsTheOrganisationsTrail() {
    assertThat(run("sync").code()).isZero();
    var data = folder.resolve("admin").toString();
    var words =
        new String[] {
          "login",
          "--user",
          "admin",
          "--server",
          server.address(),
          "--data",
          data,
          "--password-stdin"
        };
    assertThat(terminal.type("practice\n", words).code()).isZero();
    assertThat(terminal.run("sync", "--data", data).code()).isZero();
    var witnessed = terminal.run("doctor", "--data", data);
    assertThat(witnessed.out()).contains("goes on from what this device saw");
    var listed =
        terminal.run("audit", "list", "--actor", "ola", "--json", "--limit", "3", "--data", data);
    assertThat(listed.code()).as(listed.out() + listed.err()).isZero();
    assertThat(((Value.Items) listed.json().get("rows")).items()).hasSize(3);
    assertThat(listed.json().get("more")).isEqualTo(Value.flag(true));
    assertThat(listed.json().get("total")).isEqualTo(Value.nothing());
    var some = terminal.run("audit", "list", "--actor", "ola", "--limit", "2", "--data", data);
    assertThat(some.out()).contains("2, and older ones behind them");
    var whole =
        terminal.run(
            "audit", "list", "--actor", "ola", "--json", "--limit", "5000", "--data", data);
    assertThat(whole.json().get("more")).isEqualTo(Value.flag(false));
    var own = terminal.run("audit", "list", "--of", "device", "--json", "--data", data);
    assertThat(own.out()).contains("signed-in").doesNotContain("\"actor\":\"ola\"");

    var file = file(folder.resolve("organisation.zip"));
    var exported =
        terminal.run("audit", "export", file, "--actor", "ola", "--json", "--data", data);
    assertThat(exported.code()).as(exported.out() + exported.err()).isZero();
    assertThat(exported.json().text("of")).isEqualTo("organisation");
    assertThat(exported.json().get("shown")).isEqualTo(whole.json().get("total"));
    assertThat(exported.out()).contains("The pinned head at entry", "The key is one of those");
    var key = exported.json().text("key");
    assertThat(terminal.run("audit", "verify", file, "--key", key).code()).isZero();
    var head = exported.json().text("head");
    assertThat(terminal.run("audit", "verify", file, "--head", head).code()).isZero();
  }

  @Test
  void statusAndDoctorSayHowTheServersTrailStands() {
    assertThat(run("status", "--json").json().names()).contains("auditAlarm");
    assertThat(run("doctor", "--json").out()).contains("audit-trail");
  }
}
