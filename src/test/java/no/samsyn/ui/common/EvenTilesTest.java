package no.samsyn.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

class EvenTilesTest {
  private final EvenTiles tiles = new EvenTiles();

  private void four(double width) {
    for (var i = 0; i < 4; i++) {
      var tile = new Region();
      tile.setPrefSize(width, 60);
      tiles.getChildren().add(tile);
    }
  }

  private List<Double> lefts() {
    return tiles.getChildren().stream().map(Node::getLayoutX).toList();
  }

  private void layIn(double width) {
    tiles.resize(width, tiles.prefHeight(width));
    tiles.layout();
  }

  @Test
  void allStandBesideEachOtherWhereTheyFindRoom() {
    four(100);
    layIn(442);
    assertThat(lefts()).containsExactly(0.0, 114.0, 228.0, 342.0);
    assertThat(tiles.getHeight()).isEqualTo(60);
  }

  @Test
  void whereTheyDoNotTheRowsAreEvenAndNoneIsCut() {
    four(130);
    layIn(442); // three would find room, and leave one alone
    assertThat(lefts()).containsExactly(0.0, 228.0, 0.0, 228.0);
    assertThat(tiles.getHeight()).isEqualTo(134);
    layIn(200);
    assertThat(lefts()).containsOnly(0.0);
    assertThat(tiles.getChildren().get(0).getLayoutBounds().getWidth()).isEqualTo(200);
  }
}
