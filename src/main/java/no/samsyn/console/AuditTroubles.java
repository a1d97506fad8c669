package no.samsyn.console;

import java.io.IOException;
import java.util.Locale;
import no.samsyn.sync.OrganisationTrail;
import no.samsyn.sync.RefusalKind;
import no.samsyn.sync.Reply;

/** Asks the server about its trail, and says in words why there is no answer. */
final class AuditTroubles {
  private AuditTroubles() {}

  /** One call of {@link OrganisationTrail}. */
  @FunctionalInterface
  interface Question {
    Reply<Long> ask() throws IOException;
  }

  static long answered(Question question) {
    Reply<Long> reply;
    try {
      reply = question.ask();
    } catch (IOException e) {
      throw new Trouble(
          Trouble.Kind.UNREACHABLE,
          "offline",
          "The server cannot be reached, so its audit trail cannot be shown. This device's own is"
              + " here: --of device");
    }
    if (reply instanceof Reply.Answer<Long> answer) {
      return answer.body();
    }
    throw refused(((Reply.Refusal<Long>) reply).kind());
  }

  private static Trouble refused(RefusalKind kind) {
    return switch (kind) {
      case SIGN_IN_NEEDED ->
          Trouble.signInNeeded("The sign-in is no longer valid. Sign in again: samsyn login");
      case FORBIDDEN -> administratorsOnly();
      case NOT_OUR_SERVER ->
          new Trouble(
              Trouble.Kind.UNREACHABLE,
              "not-our-server",
              "Something answered, but it is not the Samsyn server. Check the address and the"
                  + " network.");
      case UPGRADE_NEEDED, BAD_REQUEST, TOO_LARGE, RESET_NEEDED, BUSY, SERVER_FAILED, BAD_ANSWER ->
          Trouble.failed(
              kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
              "The server did not hand out its audit trail. Try again in a few minutes.");
    };
  }

  static Trouble administratorsOnly() {
    return Trouble.failed(
        "administrators-only",
        "The organisation's audit trail is for its administrators. This device's own: --of device");
  }
}
