package no.samsyn.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class PagedListTest {
  private final List<Integer> askedFrom = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();

  private void later(int from, int to, Consumer<List<String>> arrived) {
    askedFrom.add(from);
    answers.add(() -> arrived.accept(rows(from, to)));
  }

  private static List<String> rows(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "row " + i).toList();
  }

  @Test
  void onlyPagesInSightAreAskedForAndEachOnce() {
    var list = new PagedList<>(100_000, "waiting", this::later);
    assertThat(list.get(99_999)).isEqualTo("waiting");
    assertThat(list.get(99_990)).isEqualTo("waiting");
    assertThat(askedFrom).containsExactly(99_800);
    answers.get(0).run();
    assertThat(list.get(99_999)).isEqualTo("row 99999");
    assertThat(askedFrom).hasSize(1);
  }

  @Test
  void arrivedRowsTellThatTheyChanged() {
    var list = new PagedList<>(10, "waiting", this::later);
    var changed = new ArrayList<Integer>();
    list.addListener(
        (ListChangeListener<String>)
            change -> {
              while (change.next()) {
                assertThat(change.wasUpdated()).isTrue();
                changed.add(change.getTo() - change.getFrom());
              }
            });
    assertThat(list.get(3)).isEqualTo("waiting");
    answers.get(0).run();
    assertThat(changed).containsExactly(10);
  }

  @Test
  void lookingForARowAsksForNothing() {
    var list = new PagedList<>(100_000, "waiting", this::later);
    assertThat(list.indexOf("row 5")).isEqualTo(-1);
    assertThat(list.contains("row 5")).isFalse();
    assertThat(askedFrom).isEmpty();
  }

  @Test
  void oldPagesAreForgotten() {
    var list =
        new PagedList<>(100_000, "waiting", (from, to, arrived) -> arrived.accept(rows(from, to)));
    for (var i = 0; i < 100_000; i += 200) {
      assertThat(list.get(i)).isEqualTo("row " + i);
    }
    var loaded = new ArrayList<Integer>();
    list.forEachLoaded((index, row) -> loaded.add(index));
    assertThat(loaded).hasSize(40 * 200);
  }

  @Test
  void aLongerListKeepsWhatIsHereButNoPageThatGoesOn() {
    var first =
        new PagedList<>(300, "waiting", (from, to, arrived) -> arrived.accept(rows(from, to)));
    assertThat(first.get(0)).isEqualTo("row 0");
    assertThat(first.get(299)).isEqualTo("row 299");
    var longer = new PagedList<>(first, 100_000);
    var loaded = new ArrayList<Integer>();
    longer.forEachLoaded((index, row) -> loaded.add(index));
    assertThat(loaded).hasSize(200).doesNotContain(200);
    assertThat(longer.get(399)).isEqualTo("row 399");
  }
}
