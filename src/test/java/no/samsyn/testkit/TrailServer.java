package no.samsyn.testkit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.samsyn.audit.AuditFact;
import no.samsyn.audit.ChainLink;
import no.samsyn.audit.Checkpoint;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.audit.HashChain;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.audit.TrailKey;
import no.samsyn.sync.Landmark;
import no.samsyn.sync.Reply;
import no.samsyn.sync.Transport;

/**
 * A server that has nothing but an audit trail, honest or not. Shows the checkpoint that it was
 * told to show, and links of its chain a few at a time.
 */
public final class TrailServer implements Transport {
  public static final String TENANT = "likeperson-org";

  private final List<ChainLink> links = new ArrayList<>();
  private final SeededChance chance = new SeededChance(3);
  private CheckpointSigner signer = signer();
  private Optional<SignedCheckpoint> shown = Optional.empty();
  private int linksPerAnswer = 1_000;
  private int answersLeft = Integer.MAX_VALUE;
  private int trailCalls;
  private int mostLinks;

  /** Adds entries that tell {@code story}, and shows a checkpoint over all. */
  public TrailServer grow(int entries, String story) {
    for (var i = 0; i < entries; i++) {
      var fact =
          new AuditFact(
              TENANT,
              Samples.NOW.plusSeconds(links.size()),
              "saved",
              new AuditFact.Who("ola", "", "device"),
              AuditFact.About.NOTHING,
              new AuditFact.Result(story, "", ""));
      links.add(fact.seal(links.size() + 1L, chance).entry().link());
    }
    return sign();
  }

  public TrailServer cutTo(int length) {
    links.subList(length, links.size()).clear();
    return sign();
  }

  public TrailServer sign() {
    var chain = HashChain.beginning(TENANT);
    links.forEach(chain::append);
    shown = Optional.of(signer.sign(new Checkpoint(chain.head(), Samples.NOW)));
    return this;
  }

  public TrailServer withAnotherKey() {
    signer = signer();
    return sign();
  }

  public TrailServer showing(SignedCheckpoint checkpoint) {
    shown = Optional.of(checkpoint);
    return this;
  }

  public TrailServer linksPerAnswer(int links) {
    linksPerAnswer = links;
    return this;
  }

  /** Lets so many calls for links through and fails at the next. */
  public TrailServer failingAfter(int answers) {
    answersLeft = answers;
    return this;
  }

  public SignedCheckpoint checkpoint() {
    return shown.orElseThrow();
  }

  public int trailCalls() {
    return trailCalls;
  }

  public int mostLinks() {
    return mostLinks;
  }

  @Override
  public Reply<TrailSegment> trail(TrailRequest request) throws IOException {
    trailCalls++;
    if (answersLeft-- <= 0) {
      throw new IOException("the line broke");
    }
    mostLinks = Math.max(mostLinks, request.limit());
    var from = (int) Math.min(request.after(), links.size());
    var most = Math.min(request.limit(), linksPerAnswer);
    var page = links.subList(from, Math.min(links.size(), from + most));
    return new Reply.Answer<>(new TrailSegment(page, shown, List.of(signer.key())));
  }

  @Override
  public Reply<PushAnswer> push(PushRequest request) {
    throw new IllegalStateException("nobody pushes here");
  }

  @Override
  public Reply<ChangesPage> changes(ChangesRequest request) {
    return new Reply.Answer<>(
        new ChangesPage(
            Answers.EPOCH, Instant.EPOCH, List.of(), "cursor-2", false, Landmark.NONE, shown));
  }

  @Override
  public Reply<SnapshotPage> snapshot(SnapshotRequest request) {
    return Answers.emptySnapshot();
  }

  @Override
  public long bytesMoved() {
    return 0;
  }

  public static CheckpointSigner signer() {
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
