package no.samsyn.audit;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody knows of a trail from elsewhere: ids of keys that they trust, and heads that they
 * saw earlier. An export must fit all heads, and be signed with one of the keys if any are given.
 * Immutable.
 */
public record Pins(Set<String> keyIds, List<ChainHead> heads) {
  /** Nothing: the export is then only as trustworthy as the key id that it shows. */
  public static final Pins NONE = new Pins(Set.of(), List.of());

  public Pins {
    keyIds = Collections.unmodifiableSet(new TreeSet<>(keyIds));
    heads = List.copyOf(heads);
  }

  public static Pins key(String keyId) {
    return new Pins(Set.of(keyId), List.of());
  }

  public Pins andHeads(ChainHead... heads) {
    return new Pins(keyIds, Arrays.asList(heads));
  }
}
