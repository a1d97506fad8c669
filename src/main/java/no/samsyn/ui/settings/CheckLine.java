package no.samsyn.ui.settings;

import no.samsyn.ui.common.Tone;

/** One step of a test, in words. */
public record CheckLine(Tone tone, String name, String sentence, String advice) {}
