package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import no.samsyn.console.ServerHouse;
import no.samsyn.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code samsyn server erase} as an operator runs it. */
class EraseCommandTest {
  @TempDir Path folder;

  @Test
  void anOperatorLooksErasesAndFindsNobodyAfterwards() throws Exception {
    var terminal = new TestTerminal(folder);
    var wish = new ServerHouse.Wish(folder.resolve("srv"), 0, true, "");
    try (var server = terminal.servers().start(wish)) {
      assertThat(server.address()).isNotEmpty();
      var busy = erase(terminal, "ola", "--reason", "asked");
      assertThat(busy.code()).isEqualTo(1);
      assertThat(busy.err()).contains("stop it first");
    }
    var list = folder.resolve("srv").resolve("erasures.txt");
    assertThat(erase(terminal, "ola").code()).as("no reason").isEqualTo(2);
    var looked = erase(terminal, "ola", "--dry-run", "--json").json();
    assertThat(list).doesNotExist();
    var erased = erase(terminal, "ola", "--reason", "asked for it", "--json");
    assertThat(erased.code()).as(erased.err()).isZero();
    assertThat(erased.json().get("records")).isEqualTo(looked.get("records"));
    assertThat(erased.json().get("accounts")).isEqualTo(Value.whole(1));
    assertThat(erased.json().get("dryRun")).isEqualTo(Value.flag(false));
    assertThat(Files.readString(list)).endsWith("done\n").doesNotContain(" ola");
    var again = erase(terminal, "ola", "--reason", "asked for it");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("no user of that name");
    var users = terminal.run("server", "user", "list", "--data", data());
    assertThat(users.out()).contains("nora").doesNotContain("ola");
    try (var server = terminal.servers().start(wish)) {
      assertThat(server.address()).as("it starts on what is left").isNotEmpty();
    }
  }

  private TestTerminal.Result erase(TestTerminal terminal, String... more) {
    var words = new String[more.length + 4];
    words[0] = "server";
    words[1] = "erase";
    System.arraycopy(more, 0, words, 2, more.length);
    words[more.length + 2] = "--data";
    words[more.length + 3] = data();
    return terminal.run(words);
  }

  private String data() {
    return folder.resolve("srv").toString();
  }
}
