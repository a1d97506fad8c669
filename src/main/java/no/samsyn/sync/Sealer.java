package no.samsyn.sync;

import no.samsyn.model.Mutation;

/** Writes the wire form of a mutation: always the same text for the same mutation. Pure. */
@FunctionalInterface
public interface Sealer {
  String seal(Mutation onTheWire);
}
