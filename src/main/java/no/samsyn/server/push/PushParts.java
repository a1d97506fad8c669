package no.samsyn.server.push;

import no.samsyn.model.Chance;
import no.samsyn.server.feed.Bell;
import no.samsyn.server.feed.FeedParts;
import no.samsyn.server.store.Installation;
import no.samsyn.server.trail.TrailSigning;

/**
 * What taking changes needs besides what the feed is made of.
 *
 * @param chance salts the audit trail: outside of tests it must be a secure one
 */
public record PushParts(
    FeedParts feed,
    Installation installation,
    Bell bell,
    TrailSigning signing,
    Chance chance,
    ReviewRule reviewRule) {}
