package no.samsyn.server.feed;

import no.samsyn.model.Schemas;
import no.samsyn.model.Time;
import no.samsyn.server.store.Database;

/** What every handler that reads the feed is made of. */
public record FeedParts(
    Database database,
    Time time,
    Schemas schemas,
    Cursors cursors,
    Epochs epochs,
    WireRecords wire) {}
