package no.samsyn.ui.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import no.samsyn.console.Trouble;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
  private final List<Runnable> answers = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private final OneAtATime reading = new OneAtATime(new Later());

  /** Works when it is asked for the answer. */
  private final class Later implements TaskRunner {
    @Override
    public <T> void run(Callable<T> work, Consumer<T> done, Consumer<Trouble> failed) {
      answers.add(
          () -> {
            T result;
            try {
              result = work.call();
            } catch (Exception e) {
              failed.accept(Trouble.failed("test", "failed"));
              return;
            }
            done.accept(result);
          });
    }
  }

  private void ask(String what) {
    reading.run(() -> what, shown::add, trouble -> shown.add(trouble.code()));
  }

  private void answer() {
    answers.remove(0).run();
  }

  @Test
  void theLastOfWhatIsAskedForMeanwhileIsRead() {
    ask("first");
    ask("second");
    ask("third");
    assertThat(answers).hasSize(1);
    answer();
    answer();
    assertThat(shown).containsExactly("first", "third");
    assertThat(answers).isEmpty();
  }

  @Test
  void whatIsAskedForWhileAnAnswerIsShownIsRead() {
    reading.run(() -> "first", any -> ask("second"), trouble -> {});
    answer();
    answer();
    assertThat(shown).containsExactly("second");
  }

  @Test
  void aFailureHoldsUpNothing() {
    reading.run(
        () -> {
          throw new IllegalStateException("cannot be read");
        },
        any -> {},
        trouble -> shown.add("failed"));
    ask("second");
    answer();
    answer();
    assertThat(shown).containsExactly("failed", "second");
  }

  @Test
  void anAnswerThatCannotBeShownHoldsUpNothing() {
    reading.run(
        () -> "first",
        any -> {
          throw new IllegalStateException("cannot be shown");
        },
        trouble -> {});
    ask("second");
    assertThatThrownBy(this::answer).hasMessage("cannot be shown");
    assertThat(answers).as("the next one is being read").hasSize(1);
    answer();
    ask("third");
    answer();
    assertThat(shown).containsExactly("second", "third");
  }
}
