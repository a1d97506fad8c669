package no.samsyn.net;

import no.samsyn.sync.RefusalKind;

/**
 * What a status other than 200 means. The one table; {@code HttpOutcomeTest} has a test per row.
 *
 * <p>Some statuses are said by anything that stands before the server as well (a full disk of a
 * proxy is still "later"); the others count only in our own words, because a web filter's 403 must
 * not look like a locked account.
 */
final class HttpOutcome {
  private HttpOutcome() {}

  /**
   * Returns what {@code status} means.
   *
   * @param ours whether the answer came in the words of our server: a problem document
   */
  static RefusalKind of(int status, boolean ours) {
    return switch (status) {
      case 408, 425, 429, 503 -> RefusalKind.BUSY;
      case 413 -> RefusalKind.TOO_LARGE;
      case 407, 511 -> RefusalKind.NOT_OUR_SERVER; // somebody before it wants a sign-in of his own
      default -> byClass(status, ours);
    };
  }

  private static RefusalKind byClass(int status, boolean ours) {
    if (status < 300) {
      return RefusalKind.BAD_ANSWER; // a success, but not the one that was asked for
    }
    if (status < 400) {
      return RefusalKind.NOT_OUR_SERVER; // our server never redirects, and we never follow
    }
    if (status >= 500) {
      return RefusalKind.SERVER_FAILED;
    }
    return ours ? ofOurs(status) : RefusalKind.NOT_OUR_SERVER;
  }

  private static RefusalKind ofOurs(int status) {
    return switch (status) {
      case 401 -> RefusalKind.SIGN_IN_NEEDED;
      case 403 -> RefusalKind.FORBIDDEN;
      case 410 -> RefusalKind.RESET_NEEDED;
      case 426 -> RefusalKind.UPGRADE_NEEDED;
      default -> RefusalKind.BAD_REQUEST;
    };
  }
}
