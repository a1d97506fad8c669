package no.samsyn.mobile;

import java.util.function.Supplier;
import no.samsyn.mobile.store.SupportSql;
import no.samsyn.model.Chance;
import no.samsyn.model.Time;
import no.samsyn.net.HttpClients;
import no.samsyn.sync.NextRun;
import no.samsyn.sync.Pauses;

/**
 * What {@link Samsyn} is made of on this phone.
 *
 * @param store opens the store's database; called on the first use, never on the main thread
 * @param server the organisation's address
 */
record PhoneParts(
    Supplier<SupportSql> store,
    String server,
    Supplier<HttpClients> clients,
    Supplier<NextRun.Power> power,
    Time time,
    Pauses pauses,
    Chance chance) {}
