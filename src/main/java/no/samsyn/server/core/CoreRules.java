package no.samsyn.server.core;

import java.util.Optional;
import no.samsyn.audit.CheckpointSigner;
import no.samsyn.server.push.ReviewRule;

/**
 * What a server may be told to do or not.
 *
 * @param signer vouches for the audit trail; without one no checkpoint is signed
 */
public record CoreRules(ReviewRule reviews, Optional<CheckpointSigner> signer) {
  public static final CoreRules PLAIN = new CoreRules(ReviewRule.TRUST, Optional.empty());

  public CoreRules with(ReviewRule changed) {
    return new CoreRules(changed, signer);
  }

  public CoreRules with(CheckpointSigner changed) {
    return new CoreRules(reviews, Optional.of(changed));
  }
}
