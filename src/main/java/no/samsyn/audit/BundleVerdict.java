package no.samsyn.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a verifier says of an export. Fails closed: whatever is not {@link Verified} is not. */
public sealed interface BundleVerdict {
  /** 0, 1 or 2, for the command line. */
  int exitCode();

  /**
   * Everything holds together.
   *
   * @param keyId who vouches for it; to be compared, where no key was pinned
   * @param proved what this proves and what not, sentence by sentence
   */
  record Verified(Manifest manifest, SignedCheckpoint checkpoint, String keyId, List<String> proved)
      implements BundleVerdict {
    public Verified {
      proved = Collections.unmodifiableList(new ArrayList<>(proved));
    }

    @Override
    public int exitCode() {
      return 0;
    }
  }

  /**
   * It was changed, or does not fit what is pinned.
   *
   * @param index the first entry that cannot be trusted; 0 where it is none in particular
   */
  record Bad(long index, String reason) implements BundleVerdict {
    @Override
    public int exitCode() {
      return 1;
    }
  }

  /** It is no export, or a damaged one, or could not be read to its end. */
  record Unreadable(String reason) implements BundleVerdict {
    @Override
    public int exitCode() {
      return 2;
    }
  }
}
