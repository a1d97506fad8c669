package no.samsyn.mobile;

import java.util.List;
import no.samsyn.model.Problem;
import no.samsyn.sync.DeadLetter;

/**
 * A change that does not go without a person: to be put right by changing the record, sent again,
 * or discarded.
 *
 * @param change its id, for {@link Samsyn#retry} and {@link Samsyn#discard}
 * @param reason a code: {@code rejected}, {@code conflict}, {@code out-of-scope} ...
 * @param sentence the server's words, empty where it had none
 */
public record NeedsYou(
    String change,
    String entity,
    String key,
    String reason,
    String sentence,
    List<Problem> problems) {
  public NeedsYou {
    problems = List.copyOf(problems);
  }

  static NeedsYou of(DeadLetter letter) {
    return new NeedsYou(
        letter.mutation(),
        letter.record().entity(),
        letter.record().key(),
        letter.reason().kind().code(),
        letter.reason().sentence(),
        letter.reason().problems());
  }
}
