package no.samsyn.model;

import java.util.List;

/**
 * Says which two records of one type may be the same thing, told twice. An organisation's hook, as
 * pure as a policy: no clock, no I/O, no chance, or devices will disagree.
 */
public interface PairRule {

  /** Returns the entity type that the rule is about. */
  String entity();

  /** Returns the indexed fields in which two such records agree, so that they can be found. */
  List<String> agreeing();

  /** Returns whether the two may be one. They agree in {@link #agreeing} already. */
  boolean mayBeOne(Fields one, Fields other);

  /** As {@link #mayBeOne}, and one was told by the person and one on that person's behalf. */
  boolean isToldTwice(Fields one, Fields other);

  /** Returns whether {@code record} was told on somebody's behalf, as the server says. */
  boolean isByProxy(Fields record);
}
