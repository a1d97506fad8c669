package no.samsyn.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns of text, aligned and never wider than asked: cells that do not fit are cut with an
 * ellipsis, first where there is most to cut. Line breaks inside a cell become spaces.
 */
final class Table {
  private static final int CELL_MAX = 40;
  private static final int CELL_MIN = 4;
  private static final String GAP = "  ";
  private static final String CUT = "…";

  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> head) {
    rows.add(List.copyOf(head));
  }

  void add(List<String> cells) {
    rows.add(cells.stream().map(Table::clean).toList());
  }

  /** Returns the lines; a {@code width} of 0 means any. */
  List<String> lines(int width) {
    var widths = widths(CELL_MAX);
    if (width > 0) {
      squeeze(widths, width);
    }
    return lines(widths);
  }

  /** Returns the lines with every cell whole, however long. */
  List<String> wholeLines() {
    return lines(widths(Integer.MAX_VALUE));
  }

  private List<String> lines(int[] widths) {
    var lines = new ArrayList<String>();
    for (var row : rows) {
      var line = new StringBuilder();
      for (var i = 0; i < row.size(); i++) {
        line.append(padded(row.get(i), widths[i])).append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int[] widths(int cellMax) {
    var widths = new int[rows.get(0).size()];
    for (var row : rows) {
      for (var i = 0; i < row.size(); i++) {
        var isLast = i == row.size() - 1; // nothing stands after it that would have to be aligned
        var max = isLast ? Integer.MAX_VALUE : cellMax;
        widths[i] = Math.max(widths[i], Math.min(max, length(row.get(i))));
      }
    }
    return widths;
  }

  /** Takes a character from the widest column until all fit. Keys keep their length longest. */
  private static void squeeze(int[] widths, int width) {
    while (total(widths) > width) {
      var widest = widths.length - 1;
      for (var i = widths.length - 1; i > 0; i--) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= CELL_MIN) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int total(int[] widths) {
    var total = GAP.length() * (widths.length - 1);
    for (var width : widths) {
      total += width;
    }
    return total;
  }

  private static String padded(String cell, int width) {
    var length = length(cell);
    if (length > width) {
      return cell.substring(0, cell.offsetByCodePoints(0, Math.max(0, width - 1))) + CUT;
    }
    return cell + " ".repeat(width - length);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  /** What a stranger wrote into a record must not steer the terminal. */
  static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
