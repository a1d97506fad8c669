package no.samsyn.peersupport;

import java.util.List;
import no.samsyn.model.Fields;
import no.samsyn.model.PairRule;
import no.samsyn.model.Value;

/**
 * Two reports that look like one activity: the same mentor, day and type, about as long. Told twice
 * when the mentor registers it and the coordinator reports it by proxy.
 */
final class ActivityPairs implements PairRule {
  private static final long NEAR_MINUTES = 30; // people round to half hours

  @Override
  public String entity() {
    return PeerSupport.ACTIVITY;
  }

  @Override
  public List<String> agreeing() {
    return List.of(PeerSupport.PEER_MENTOR, "date", "type");
  }

  @Override
  public boolean mayBeOne(Fields one, Fields other) {
    return agreeing().stream().allMatch(field -> one.get(field).equals(other.get(field)))
        && one.get("minutes") instanceof Value.Whole a
        && other.get("minutes") instanceof Value.Whole b
        && Math.abs(a.number() - b.number()) <= NEAR_MINUTES;
  }

  @Override
  public boolean isToldTwice(Fields one, Fields other) {
    return mayBeOne(one, other) && isByProxy(one) != isByProxy(other);
  }

  @Override
  public boolean isByProxy(Fields record) {
    return record.get("by_proxy").equals(Value.flag(true));
  }
}
