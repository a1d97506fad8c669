package no.samsyn.net;

import static no.samsyn.testkit.RawServer.answer;
import static no.samsyn.testkit.RawServer.bytes;
import static no.samsyn.testkit.RawServer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import no.samsyn.audit.AuditFact;
import no.samsyn.audit.AuditFilter;
import no.samsyn.audit.AuditFilter.By;
import no.samsyn.audit.CanonicalJson;
import no.samsyn.audit.Committed;
import no.samsyn.audit.Profile;
import no.samsyn.json.Json;
import no.samsyn.model.Value;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.testkit.RawServer;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTrailTest {
  private static final AuditFilter FILTER =
      AuditFilter.ALL
          .during(Instant.parse("2026-01-01T00:00:00Z"), AuditFilter.ALL.until())
          .with(By.ACTION, "saved", "sent")
          .with(By.ACTOR, "kari & co");

  private NetRig rig;
  private OrganisationTrail trail;

  @BeforeEach
  void start() throws IOException {
    rig = new NetRig();
    trail = rig.session.trail();
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  /** One line as the server writes it. */
  private static String line(long index) {
    var who = new AuditFact.Who("kari", "", "d1");
    var sealed =
        new AuditFact(
                "default",
                Instant.parse(NetRig.TIME),
                "saved",
                who,
                AuditFact.About.NOTHING,
                AuditFact.Result.NONE)
            .seal(index, new SeededChance(index));
    var open = new TreeMap<String, Value>();
    sealed
        .open()
        .forEach(
            (name, salted) ->
                open.put(
                    name,
                    new Value.Structure(
                        Map.of("salt", Value.text(salted.salt().hex()), "value", salted.value()))));
    var particulars = Json.read(sealed.entry().particulars().canonical(), Value.class);
    var all =
        Map.of(
            "entry",
            sealed.entry().link().toValue(),
            "particulars",
            particulars,
            "open",
            new Value.Structure(open));
    return new String(CanonicalJson.of(new Value.Structure(all)), StandardCharsets.UTF_8) + "\n";
  }

  private static RawServer.Reaction ndjson(String body) {
    return answer(200, "application/x-ndjson", bytes(body));
  }

  @Test
  void entriesComeOneByOneAndAFilterMayHaveSeveralValues() throws IOException {
    rig.server.reacts(ndjson(line(8) + line(9)));
    var seen = new ArrayList<String>();
    var reply =
        trail.entries(
            FILTER,
            7,
            100,
            shown -> seen.add(shown.entry().index() + " " + shown.text(Committed.ACTOR)));
    assertThat(reply).isEqualTo(new Reply.Answer<>(2L));
    assertThat(seen).containsExactly("8 kari", "9 kari");
    assertThat(rig.server.received().get(0).target())
        .isEqualTo(
            "/api/v1/audit?after=7&limit=100&from=2026-01-01T00%3A00%3A00Z"
                + "&actor=kari%20%26%20co&action=saved&action=sent");
  }

  @Test
  void aValueThatIsNotTheOneThatWasWrittenMakesTheAnswerUseless() throws IOException {
    rig.server.reacts(ndjson(line(1).replace("\"kari\"", "\"nora\"")));
    assertThat(trail.entries(AuditFilter.ALL, 0, 10, shown -> {}))
        .isInstanceOfSatisfying(
            Reply.Refusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(RefusalKind.BAD_ANSWER));
  }

  @Test
  void anExportIsHandedOnAsItComes() throws IOException {
    var body = new byte[300_000];
    new Random(1).nextBytes(body);
    rig.server.reacts(answer(200, "application/zip", body));
    var out = new ByteArrayOutputStream();
    var wish = new OrganisationTrail.Wish(FILTER, Profile.FULL, "visit", "Europe/Oslo");
    assertThat(trail.export(wish, out)).isEqualTo(new Reply.Answer<>(300_000L));
    assertThat(out.toByteArray()).isEqualTo(body);
    assertThat(rig.server.received().get(0).target())
        .startsWith("/api/v1/audit/export?profile=full&zone=Europe%2FOslo&reason=visit&from=");
  }

  @Test
  void whoMayNotSeeItIsToldAndAFullDiskIsNoFaultOfTheNetwork() throws IOException {
    rig.server.reacts(problem(403, "forbidden"));
    var wish = new OrganisationTrail.Wish(AuditFilter.ALL, Profile.CONTROL, "", "Z");
    assertThat(trail.export(wish, OutputStream.nullOutputStream()))
        .isInstanceOfSatisfying(
            Reply.Refusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(RefusalKind.FORBIDDEN));
    rig.server.reacts(answer(200, "application/zip", new byte[10]));
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space");
          }
        };
    assertThatThrownBy(() -> trail.export(wish, full)).isInstanceOf(UncheckedIOException.class);
  }
}
