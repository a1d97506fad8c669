package no.samsyn.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.BooleanSupplier;
import no.samsyn.console.ServerHouse;
import no.samsyn.console.Workplaces;
import no.samsyn.model.Time;

/**
 * Everything that the commands need from outside; app puts it together.
 *
 * @param dataFolder where the store lies if nobody says otherwise
 * @param stopAsked whether the process was asked to end
 */
public record Surroundings(
    Workplaces workplaces,
    ServerHouse servers,
    Tour tour,
    Windows windows,
    Time time,
    ZoneId zone,
    BooleanSupplier stopAsked,
    Path dataFolder,
    String version,
    Terminal terminal) {}
