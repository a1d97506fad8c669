package no.samsyn.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static no.samsyn.testkit.RawServer.bytes;
import static no.samsyn.testkit.RawServer.gzip;
import static no.samsyn.testkit.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.samsyn.sync.Reply;
import no.samsyn.testkit.RawServer;
import no.samsyn.wire.Protocol;
import no.samsyn.wire.ServiceJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallsTest {
  private NetRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new NetRig();
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  @Test
  void aDocumentIsReadInSomebodysName() throws IOException {
    rig.server.reacts(json("{\"devices\":[{\"device\":\"d1\",\"user\":\"ola\",\"unsent\":4}]}"));
    var reply =
        rig.session
            .calls()
            .get(
                Protocol.DEVICES,
                Map.of(),
                AnswerReader.json(
                    ServiceJson.Devices.class,
                    any -> null,
                    devices -> FromWire.each(devices.devices(), "devices", d -> d.unsent())));
    assertThat(reply).isEqualTo(new Reply.Answer<>(List.of(4L)));
    assertThat(rig.server.received().get(0).header("Authorization")).isEqualTo("Bearer access-1");
  }

  @Test
  void linesAreHandedOverAsTheyComeBeyondTheLimitOfOneAnswer() throws IOException {
    var lines = new ArrayList<String>();
    var text = ("{\"i\":\"" + "x".repeat(1_000_000) + "\"}\n").repeat(12);
    rig.server.reacts(
        RawServer.answer(
            200, "application/x-ndjson", gzip(bytes(text)), "Content-Encoding", "gzip"));
    var reply =
        rig.session.calls().stream(
            Protocol.AUDIT,
            Map.of("from", "2026-01-01"),
            AnswerReader.lines(line -> lines.add(new String(line, UTF_8).substring(0, 6))));
    assertThat(reply).isEqualTo(new Reply.Answer<>(12L));
    assertThat(lines).hasSize(12).containsOnly("{\"i\":\"");
    assertThat(rig.server.received().get(0).target()).isEqualTo("/api/v1/audit?from=2026-01-01");
  }
}
