package no.samsyn.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All choices of one seed, each by what it is about and not by when it is asked: leaving out one
 * operation does not change whether the thirty-first message is lost. That is what makes a failing
 * seed shrink.
 *
 * <p>Zero is the benign choice everywhere, and a calm tape gives nothing else.
 */
class Tape {
  private final long seed;
  private final Map<Fault, Integer> rates;
  private final Set<String> muted;
  private final Map<String, Long> counters = new HashMap<>();
  private final List<String> struck = new ArrayList<>();
  private boolean calm = true;

  Tape(long seed, Map<Fault, Integer> rates, Set<String> muted) {
    this.seed = seed;
    this.rates = rates;
    this.muted = muted;
  }

  void calm(boolean isCalm) {
    calm = isCalm;
  }

  boolean isCalm() {
    return calm;
  }

  /** Returns whether {@code fault} strikes {@code whom} on this occasion. */
  boolean strikes(Fault fault, String whom) {
    var place = next(fault.name() + "/" + whom);
    if (calm || Math.floorMod(hash(seed, place), 1000) >= rates.getOrDefault(fault, 0)) {
      return false;
    }
    struck.add(place);
    return !muted.contains(place);
  }

  /** Returns whether {@code fault} strikes at this very call of a port; chance never does. */
  boolean failsHere(Fault fault) {
    return false;
  }

  /** Returns a number from 0 to {@code bound}, exclusive; 0 where the tape is calm. */
  int below(String label, String whom, int bound) {
    var place = next(label + "/" + whom);
    return calm ? 0 : (int) Math.floorMod(hash(seed, place), (long) bound);
  }

  /** Returns a number that is never tamed: for ids and keys, which must differ even in calm. */
  long entropy(String label) {
    return hash(seed, next("entropy/" + label));
  }

  /** Returns the places at which a fault struck, in order, whether or not it was muted. */
  List<String> struck() {
    return List.copyOf(struck);
  }

  private String next(String label) {
    return label + "/" + counters.merge(label, 1L, Long::sum);
  }

  static long hash(long seed, String place) {
    var hash = 0xcbf29ce484222325L ^ mix(seed);
    for (var i = 0; i < place.length(); i++) {
      hash = (hash ^ place.charAt(i)) * 0x100000001b3L;
    }
    return mix(hash);
  }

  private static long mix(long value) {
    var z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
