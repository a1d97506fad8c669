package no.samsyn.console.review;

import java.util.Optional;

/** A rule by which many reviews are decided at once. The words are typed; never rename. */
public enum BulkRule {
  /** The server's side, where the mentor wrote it himself; the rest stays open. */
  THEIRS_IF_MENTOR,
  /** The side that met it, where the mentor wrote that himself; the rest stays open. */
  MINE_IF_MENTOR,
  /** Whichever side the mentor wrote himself; where both or neither, it stays open. */
  MENTOR,
  THEIRS,
  MINE;

  /** Returns the side that the rule takes; nothing where it cannot say. */
  Optional<Pick> pick(Teller mine, Teller theirs) {
    return switch (this) {
      case THEIRS_IF_MENTOR -> when(theirs.isMentor(), Pick.THEIRS);
      case MINE_IF_MENTOR -> when(mine.isMentor(), Pick.MINE);
      case MENTOR ->
          when(mine.isMentor() != theirs.isMentor(), mine.isMentor() ? Pick.MINE : Pick.THEIRS);
      case THEIRS -> Optional.of(Pick.THEIRS);
      case MINE -> Optional.of(Pick.MINE);
    };
  }

  private static Optional<Pick> when(boolean holds, Pick pick) {
    return holds ? Optional.of(pick) : Optional.empty();
  }
}
