package no.samsyn.sim;

/** The process of a device, or of the server, is gone. No code of ours may catch it. */
final class SimKilled extends Error {
  private static final long serialVersionUID = 1;

  SimKilled(String where) {
    super(where, null, false, false);
  }
}
