package no.samsyn.net;

import static no.samsyn.net.NetRig.emptyChanges;
import static no.samsyn.testkit.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.samsyn.audit.AuditFact;
import no.samsyn.audit.ChainHead;
import no.samsyn.audit.ChainLink;
import no.samsyn.audit.Checkpoint;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.HashChain;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.audit.TrailKey;
import no.samsyn.audit.Witness;
import no.samsyn.audit.WitnessJudgement;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;
import no.samsyn.sync.Transport;
import no.samsyn.sync.Transport.ChangesPage;
import no.samsyn.sync.Transport.TrailSegment;
import no.samsyn.testkit.SeededChance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrailAnswersTest {
  private static final Instant AT = Instant.parse(NetRig.TIME);

  private final List<ChainLink> links = new ArrayList<>();
  private final HashChain chain = HashChain.beginning("default");
  private final CheckpointSigner signer = signer();
  private NetRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new NetRig();
    for (var i = 1; i <= 3; i++) {
      var nobody = AuditFact.Who.NOBODY;
      var nothing = AuditFact.About.NOTHING;
      var fact = new AuditFact("default", AT, "applied", nobody, nothing, AuditFact.Result.NONE);
      var link = fact.seal(i, new SeededChance(i)).entry().link();
      links.add(link);
      chain.append(link);
    }
  }

  @AfterEach
  void stop() throws IOException {
    rig.close();
  }

  @Test
  void aDeviceCanFollowTheLinksToTheCheckpoint() throws IOException {
    var remembered = signer.sign(new Checkpoint(headAfter(1), AT));
    var newest = signer.sign(new Checkpoint(chain.head(), AT));
    rig.server.reacts(json(answer(links.subList(1, 3), newest, signer.key().id())));
    var segment = ((Reply.Answer<TrailSegment>) trail(1)).body();
    assertThat(segment.links()).isEqualTo(links.subList(1, 3));
    assertThat(segment.keys()).containsExactly(signer.key());
    assertThat(rig.server.received().get(0).target())
        .isEqualTo("/api/v1/audit/links?after=1&limit=100");
    var judgement =
        new Witness(remembered)
            .judge(segment.checkpoint().orElseThrow(), segment.keys().get(0), segment.links());
    assertThat(judgement).isEqualTo(new WitnessJudgement.Consistent(new Witness(newest)));
  }

  @Test
  void aTrailWithoutASignatureSaysSo() throws IOException {
    rig.server.reacts(json("{\"links\":[],\"checkpoint\":null,\"keys\":{}}"));
    var segment = ((Reply.Answer<TrailSegment>) trail(0)).body();
    assertThat(segment.links()).isEmpty();
    assertThat(segment.checkpoint()).isEmpty();
    assertThat(segment.keys()).isEmpty();
  }

  @Test
  void aGapAStrangersKeyAndAChangedLinkMakeTheAnswerUseless() throws IOException {
    var newest = signer.sign(new Checkpoint(chain.head(), AT));
    var id = signer.key().id();
    assertUseless(answer(List.of(links.get(0), links.get(2)), newest, id), "links-out-of-order");
    assertUseless(answer(links.subList(1, 3), newest, id), "links-out-of-order");
    assertUseless(answer(links, newest, signer().key().id()), "not-as-agreed");
    assertUseless(answer(links, newest, id).replace("\"v\":1", "\"v\":2"), "not-as-agreed");
    assertUseless(answer(links, newest, id).replace("\"i\":3,\"o", "\"o"), "not-as-agreed");
  }

  @Test
  void pagesBringTheNewestCheckpoint() throws IOException {
    var newest = signer.sign(new Checkpoint(chain.head(), AT));
    rig.server.reacts(
        json(emptyChanges().replace("\"more\"", "\"checkpoint\":" + text(newest) + ",\"more\"")));
    assertThat(((Reply.Answer<ChangesPage>) rig.pull()).body().checkpoint()).contains(newest);
    rig.server.reacts(json(emptyChanges()));
    assertThat(((Reply.Answer<ChangesPage>) rig.pull()).body().checkpoint()).isEmpty();
  }

  private void assertUseless(String answer, String code) throws IOException {
    rig.server.reacts(json(answer));
    assertThat(trail(0))
        .isInstanceOfSatisfying(
            Reply.Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(RefusalKind.BAD_ANSWER);
              assertThat(refusal.code()).isEqualTo(code);
            });
  }

  private Reply<TrailSegment> trail(long after) throws IOException {
    return rig.transport.trail(new Transport.TrailRequest(NetRig.SENDER, after, 100));
  }

  private ChainHead headAfter(int count) {
    var part = HashChain.beginning("default");
    links.subList(0, count).forEach(part::append);
    return part.head();
  }

  private String answer(List<ChainLink> some, SignedCheckpoint checkpoint, String keyId) {
    var texts = some.stream().map(link -> text(link.canonical())).toList();
    return "{\"links\":["
        + String.join(",", texts)
        + "],\"checkpoint\":"
        + text(checkpoint)
        + ",\"keys\":{\""
        + keyId
        + "\":\""
        + signer.key().hex()
        + "\"}}";
  }

  private static String text(SignedCheckpoint checkpoint) {
    return text(checkpoint.canonical());
  }

  private static String text(byte[] canonical) {
    return new String(canonical, StandardCharsets.UTF_8);
  }

  private static CheckpointSigner signer() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      return new CheckpointSigner(pair.getPrivate(), TrailKey.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
