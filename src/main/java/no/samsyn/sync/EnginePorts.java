package no.samsyn.sync;

import no.samsyn.model.Chance;
import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.sync.conflict.Rulebook;

/** Everything that the engine needs from outside. */
public record EnginePorts(
    SyncStore store,
    Transport transport,
    Sealer sealer,
    Schemas schemas,
    Rulebook rulebook,
    Time time,
    Chance chance,
    Pauses pauses,
    SyncSettings settings) {

  EnginePorts with(SyncSettings changed) {
    return new EnginePorts(
        store, transport, sealer, schemas, rulebook, time, chance, pauses, changed);
  }
}
