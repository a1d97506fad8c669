package no.samsyn.console;

/** What a witness's alarm means in plain words. Pure. */
public final class AuditAlarms {
  public static final String ADVICE =
      "Your data goes on syncing. Tell somebody who does not run the server, and keep this device's"
          + " store: it holds both signed statements of the server.";

  private static final String BEGIN =
      "The server's audit trail does not continue what this device saw";

  private AuditAlarms() {}

  /** Returns the sentence for a code of {@code WitnessAlarm}; one for any code. */
  public static String sentence(String code) {
    return BEGIN
        + switch (code) {
          case "rewritten" -> ": entries that this device has seen were changed.";
          case "truncated" -> ": its end is missing, or an older backup was restored.";
          case "split-view" -> ": somebody is shown another trail than this device.";
          case "key-changed" -> ": it is signed with another key than before.";
          case "forged" -> ": its signature is wrong.";
          case "other-trail" -> ": it is another organisation's.";
          default -> ".";
        };
  }
}
