package no.samsyn.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two texts in words, for people. Joined in order, the pieces that are not {@code
 * ADDED} give the text before, those that are not {@code REMOVED} the text after. Pure; work is
 * bounded whatever the texts.
 */
public final class TextDiff {
  /**
   * Beyond so many pairs of words the middle is shown as one replacement: a person would not read
   * more.
   */
  static final long CELLS_MAX = 4_000_000;

  private TextDiff() {}

  /** What became of a piece of text. */
  public enum Kind {
    KEPT,
    REMOVED,
    ADDED
  }

  /** A run of words with the same fate. */
  public record Piece(Kind kind, String text) {
    @Override
    public String toString() {
      return "Piece[" + kind + "]"; // texts are personal
    }
  }

  public static List<Piece> between(String before, String after) {
    var old = words(before);
    var now = words(after);
    var head = 0;
    while (head < old.size() && head < now.size() && old.get(head).equals(now.get(head))) {
      head++;
    }
    var tail = 0;
    while (tail < old.size() - head
        && tail < now.size() - head
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    var pieces = new Pieces();
    old.subList(0, head).forEach(word -> pieces.add(Kind.KEPT, word));
    middle(old.subList(head, old.size() - tail), now.subList(head, now.size() - tail), pieces);
    old.subList(old.size() - tail, old.size()).forEach(word -> pieces.add(Kind.KEPT, word));
    return pieces.done();
  }

  private static void middle(List<String> old, List<String> now, Pieces pieces) {
    if ((long) old.size() * now.size() > CELLS_MAX) {
      old.forEach(word -> pieces.add(Kind.REMOVED, word));
      now.forEach(word -> pieces.add(Kind.ADDED, word));
      return;
    }
    var common = commonLengths(old, now);
    var i = 0;
    var j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        pieces.add(Kind.KEPT, old.get(i));
        i++;
        j++;
      } else if (j == now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        pieces.add(Kind.REMOVED, old.get(i));
        i++;
      } else {
        pieces.add(Kind.ADDED, now.get(j));
        j++;
      }
    }
  }

  /** {@code [i][j]}: how many words the rests from i and from j have in common, in order. */
  private static int[][] commonLengths(List<String> old, List<String> now) {
    var common = new int[old.size() + 1][now.size() + 1];
    for (var i = old.size() - 1; i >= 0; i--) {
      for (var j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  /** Splits into words and what stands between them, losing nothing. */
  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    var start = 0;
    for (var at = 1; at <= text.length(); at++) {
      if (at == text.length()
          || isWord(text.charAt(at)) != isWord(text.charAt(at - 1))
          || !isWord(text.charAt(at))) {
        words.add(text.substring(start, at));
        start = at;
      }
    }
    return words;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c)
        || Character.isSurrogate(c)
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  /** Joins neighbours of the same fate. */
  private static final class Pieces {
    private final List<Piece> done = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private Kind kind = Kind.KEPT;

    void add(Kind next, String word) {
      if (next != kind) {
        close();
        kind = next;
      }
      run.append(word);
    }

    List<Piece> done() {
      close();
      return List.copyOf(done);
    }

    private void close() {
      if (run.length() > 0) {
        done.add(new Piece(kind, run.toString()));
        run.setLength(0);
      }
    }
  }
}
