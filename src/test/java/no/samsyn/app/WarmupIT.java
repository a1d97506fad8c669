package no.samsyn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import no.samsyn.ui.common.Warmup;
import org.junit.jupiter.api.Test;

/**
 * Controls were once warmed up on another thread while the window was laid out. Both measured text
 * with the same object, and now and then the window stayed empty until it was closed: the window's
 * thread met an ArrayIndexOutOfBoundsException in the middle of its layout.
 */
class WarmupIT {
  private final List<Runnable> pieces =
      Warmup.pieces(List.of("/css/console.css", "/css/light.css"));

  @Test
  void controlsAreMeasuredOnTheScreensThreadAlone() {
    Fx.start();
    assertThat(pieces).hasSizeGreaterThan(10);
    for (var piece : pieces) {
      assertThatThrownBy(piece::run).isInstanceOf(IllegalStateException.class);
      assertThat(
              Fx.call(
                  () -> {
                    piece.run();
                    return true;
                  }))
          .isTrue();
    }
  }
}
