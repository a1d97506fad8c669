package no.samsyn.ui.common;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.animation.AnimationTimer;

/**
 * Builds something large a piece in each frame. A control costs little to make and much to show for
 * the first time, when its styles and its skin are found; all at once would hold the screen up.
 * Belongs to JavaFX's thread.
 */
public final class Slices extends AnimationTimer {
  private final Deque<Runnable> pieces;
  private final Runnable done;

  private Slices(List<Runnable> pieces, Runnable done) {
    this.pieces = new ArrayDeque<>(pieces);
    this.done = done;
  }

  /** Does {@code pieces} one by one from the next frame on, and {@code done} after the last. */
  public static void run(List<Runnable> pieces, Runnable done) {
    new Slices(pieces, done).start();
  }

  @Override
  public void handle(long now) {
    var piece = pieces.poll();
    if (piece != null) {
      piece.run();
      return;
    }
    stop();
    done.run();
  }
}
