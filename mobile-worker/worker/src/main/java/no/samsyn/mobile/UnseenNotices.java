package no.samsyn.mobile;

import java.util.List;
import java.util.Set;

/** What to show now, for {@link Samsyn#noticesSeen} when it was shown. Immutable. */
public final class UnseenNotices {
  private final List<Notice> notices;
  private final Set<String> letters;
  private final Set<String> reviews;
  private final long until;

  UnseenNotices(List<Notice> notices, Set<String> letters, Set<String> reviews, long until) {
    this.notices = List.copyOf(notices);
    this.letters = Set.copyOf(letters);
    this.reviews = Set.copyOf(reviews);
    this.until = until;
  }

  public List<Notice> notices() {
    return notices;
  }

  Set<String> letters() {
    return letters;
  }

  Set<String> reviews() {
    return reviews;
  }

  long until() {
    return until;
  }
}
