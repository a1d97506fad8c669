package no.samsyn.sync.conflict;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import no.samsyn.model.Fields;

/** What a policy makes of a conflict. */
public sealed interface Resolution {

  /** Send {@code result} again on the version that the server holds now. */
  record SendAgain(Fields result) implements Resolution {}

  /** The server's side stays; mine lives on in the audit trail. */
  record KeepTheirs() implements Resolution {}

  /** Both want the same: nothing is left to send. */
  record NothingLeft() implements Resolution {}

  /** A person decides about the whole change; nothing of it is merged meanwhile. */
  record AskPerson(Set<String> contested) implements Resolution {
    public AskPerson {
      contested = Collections.unmodifiableSet(new TreeSet<>(contested));
    }
  }
}
