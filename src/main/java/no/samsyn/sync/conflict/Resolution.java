package no.samsyn.sync.conflict;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import no.samsyn.model.Fields;

/** What a policy makes of a conflict. */
public sealed interface Resolution {
  /** Returns the code under which the audit trail remembers what was done; never rename. */
  String code();

  /**
   * Send {@code result} again on the version that the server holds now.
   *
   * @param overwrites whether it takes the place of something that somebody else wrote
   */
  record SendAgain(Fields result, boolean overwrites) implements Resolution {
    @Override
    public String code() {
      return overwrites ? "overwritten" : "merged";
    }
  }

  /** The server's side stays; mine lives on in the audit trail. */
  record KeepTheirs() implements Resolution {
    @Override
    public String code() {
      return "kept-theirs";
    }
  }

  /** Both want the same: nothing is left to send. */
  record NothingLeft() implements Resolution {
    @Override
    public String code() {
      return "same";
    }
  }

  /** A person decides about the whole change; nothing of it is merged meanwhile. */
  record AskPerson(Set<String> contested) implements Resolution {
    public AskPerson {
      contested = Collections.unmodifiableSet(new TreeSet<>(contested));
    }

    @Override
    public String code() {
      return "review";
    }
  }
}
