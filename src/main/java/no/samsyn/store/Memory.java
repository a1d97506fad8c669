package no.samsyn.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import no.samsyn.audit.ChainHead;
import no.samsyn.model.RecordId;
import org.jspecify.annotations.Nullable;

/**
 * What the store keeps at hand so as not to ask for it in every transaction: the mirror's tables,
 * the length of the queue, the last places, totals of lists, records that are here, the facts, the
 * end of the audit chain.
 *
 * <p>Not thread-safe: {@link SqlStore} touches it under its lock only. Everything is forgotten when
 * a transaction fails, and read again from the tables, so that it can never differ from them.
 */
final class Memory {
  private static final int TOTALS_MAX = 200; // per entity type; each costs its filter's text
  private static final int HERE_MAX = 1_000; // per entity type: more than anybody reports for

  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<String, Map<String, Long>> totals = new HashMap<>();
  private final Map<String, Set<String>> here = new HashMap<>();
  private final Map<String, Optional<String>> facts = new HashMap<>();
  private @Nullable ChainHead trailHead;
  private @Nullable AuditKinds auditKinds;
  private final ReadMutations mutations = new ReadMutations();

  long get(String name, LongSupplier load) {
    var known = numbers.get(name);
    if (known != null) {
      return known;
    }
    var loaded = load.getAsLong();
    numbers.put(name, loaded);
    return loaded;
  }

  void set(String name, long number) {
    numbers.put(name, number);
  }

  /** Asks for the number again when it is next wanted. */
  void forget(String name) {
    numbers.remove(name);
  }

  ReadMutations mutations() {
    return mutations;
  }

  /** Adds {@code by} to the number and returns the sum. */
  long add(String name, long by, LongSupplier load) {
    var sum = get(name, load) + by;
    numbers.put(name, sum);
    return sum;
  }

  /** Returns how many rows of {@code entity} match, counted once until one of them changes. */
  long total(String entity, String filter, LongSupplier count) {
    var ofEntity = totals.computeIfAbsent(entity, name -> new HashMap<>());
    var known = ofEntity.get(filter);
    if (known != null) {
      return known;
    }
    if (ofEntity.size() >= TOTALS_MAX) {
      ofEntity.clear();
    }
    var counted = count.getAsLong();
    ofEntity.put(filter, counted);
    return counted;
  }

  /** Returns whether a record is here, asked for until it is. */
  boolean has(RecordId id, BooleanSupplier ask) {
    var ofEntity = here.computeIfAbsent(id.entity(), name -> new HashSet<>());
    if (ofEntity.contains(id.key())) {
      return true;
    }
    var isHere = ask.getAsBoolean();
    if (isHere && ofEntity.size() < HERE_MAX) {
      ofEntity.add(id.key());
    }
    return isHere;
  }

  /** Rows of that type change in this transaction. */
  void forgetRows(String entity) {
    totals.remove(entity);
    here.remove(entity);
  }

  /** Returns the fact of that name, asked for once. */
  Optional<String> fact(String name, Supplier<Optional<String>> load) {
    var known = facts.get(name);
    if (known != null) {
      return known;
    }
    var loaded = load.get();
    facts.put(name, loaded);
    return loaded;
  }

  void setFact(String name, Optional<String> content) {
    facts.put(name, content);
  }

  /** Returns the head of the device's audit chain, asked for once. */
  ChainHead trailHead(Supplier<ChainHead> load) {
    var known = trailHead;
    if (known == null) {
      known = load.get();
      trailHead = known;
    }
    return known;
  }

  void setTrailHead(ChainHead head) {
    trailHead = head;
  }

  AuditKinds auditKinds(Supplier<AuditKinds> load) {
    var known = auditKinds;
    if (known == null) {
      known = load.get();
      auditKinds = known;
    }
    return known;
  }

  void forget() {
    trailHead = null;
    auditKinds = null;
    numbers.clear();
    totals.clear();
    here.clear();
    facts.clear();
  }
}
