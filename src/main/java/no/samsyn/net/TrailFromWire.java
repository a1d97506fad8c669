package no.samsyn.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.samsyn.audit.ChainLink;
import no.samsyn.audit.SignedCheckpoint;
import no.samsyn.audit.TrailKey;
import no.samsyn.json.BadJson;
import no.samsyn.model.Value;
import no.samsyn.sync.Transport;
import no.samsyn.wire.TrailJson;
import org.jspecify.annotations.Nullable;

/**
 * Maps what answers say of the audit trail, or throws {@link BadJson} or {@link BadAnswer}. Checks
 * the form only: whether links and signatures fit together is for the witness to judge. Pure.
 */
final class TrailFromWire {
  private TrailFromWire() {}

  static Optional<SignedCheckpoint> checkpoint(@Nullable Value value) {
    return value == null || !value.isPresent()
        ? Optional.empty()
        : Optional.of(SignedCheckpoint.of(value));
  }

  static Transport.TrailSegment segment(TrailJson.Links answer, long after) {
    List<ChainLink> links = FromWire.each(answer.links(), "links", ChainLink::of);
    var index = after;
    for (var link : links) {
      if (link.index() != ++index) {
        throw new BadAnswer("links-out-of-order");
      }
    }
    return new Transport.TrailSegment(links, checkpoint(answer.checkpoint()), keys(answer.keys()));
  }

  private static List<TrailKey> keys(@Nullable Map<String, @Nullable String> hexById) {
    var keys = new ArrayList<TrailKey>();
    for (var entry : FromWire.present(hexById, "keys").entrySet()) {
      keys.add(key(entry.getKey(), FromWire.required(entry.getValue(), "a key")));
    }
    return keys;
  }

  private static TrailKey key(String id, String hex) {
    try {
      var key = TrailKey.ofHex(hex);
      if (key.id().equals(id)) {
        return key;
      }
    } catch (IllegalArgumentException ignored) {
      // said below, together with a key under another's id
    }
    throw new BadJson("what is named as a key is none");
  }
}
