package no.samsyn.server.feed;

import java.util.List;
import java.util.Map;
import no.samsyn.server.scope.Refusal;
import no.samsyn.wire.TrailJson;

/**
 * {@code GET audit/links}: what a witness needs to follow the chain of the organisation's trail.
 * Links hold codes and digests only, so everybody who is signed in may ask. Thread-safe.
 */
public final class TrailHandler {
  /** Answers with the links after entry {@code after}; none, as no entry is sealed yet. */
  public TrailJson.Links links(long after, int limit) {
    if (after < 0 || limit < 0) {
      throw Refusal.badRequest("A number in the request is not a number.");
    }
    return new TrailJson.Links(List.of(), null, Map.of());
  }
}
