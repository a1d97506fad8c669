package no.samsyn.server.feed;

/**
 * What every pull says about who sends it.
 *
 * @param unsent how many changes wait on the device
 * @param landmark the word of the farthest place of the server's past that the device was shown;
 *     empty if none
 */
public record Sender(String device, long unsent, String landmark) {}
