package no.samsyn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One Java file, taken apart just far enough for {@link TidyTest}: code without comments and
 * literals, comments without code, literals, and the length of each member. Line numbers count from
 * one. It reads text that compiles; for other text it promises nothing.
 */
final class JavaSource {
  /** A string or text block, without its quotes. */
  record Literal(int line, String text) {}

  /** A method, constructor, initializer or field with a body. */
  record Member(String name, int firstLine, int lastLine) {
    int lines() {
      return lastLine - firstLine + 1;
    }
  }

  private static final Pattern TYPE =
      Pattern.compile("(?:^|[\\s@])(?:class|interface|enum|record)\\s+[\\w$]+(?s:.*)");
  private static final Pattern ANONYMOUS =
      Pattern.compile("\\bnew\\s+[\\w$.<>,?\\s&@]+\\((?s:.*)\\)\\s*$");
  private static final Pattern CONTROL =
      Pattern.compile("^\\s*(?:if|else|for|while|switch|try|catch|synchronized)\\b|->\\s*$");
  private static final Pattern ARRAY = Pattern.compile("[=\\]]\\s*$");
  private static final Pattern ENUM_CONSTANT =
      Pattern.compile("[\\s,]*[A-Z][A-Z0-9_]*\\s*(?:\\((?s:.*)\\))?\\s*");
  private static final Pattern NAME = Pattern.compile("([\\w$]+)\\s*(?:\\(|=|$)");

  private final String text;
  private final StringBuilder code;
  private final StringBuilder comments;
  private final List<Literal> literals = new ArrayList<>();

  JavaSource(String text) {
    this.text = text;
    this.code = new StringBuilder(text);
    this.comments = new StringBuilder(blanked(text));
    int at = 0;
    while (at < text.length()) {
      at = skip(at);
    }
  }

  /** The text with blanks in place of comments and of what literals say; same length and lines. */
  String code() {
    return code.toString();
  }

  /** The comments with blanks in place of all else; same length and lines. */
  String comments() {
    return comments.toString();
  }

  List<Literal> literals() {
    return List.copyOf(literals);
  }

  int lines() {
    return (int) text.lines().count();
  }

  int lineAt(int index) {
    return lineAt(text, index);
  }

  static int lineAt(String text, int index) {
    return 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
  }

  /** Passes one comment, one literal or one other character; returns where the next begins. */
  private int skip(int at) {
    if (text.startsWith("//", at)) {
      return comment(at, endOf("\n", at, 0));
    }
    if (text.startsWith("/*", at)) {
      return comment(at, endOf("*/", at + 2, 2));
    }
    if (text.startsWith("\"\"\"", at)) {
      return literal(at, 3, endOfLiteral("\"\"\"", at + 3));
    }
    if (text.charAt(at) == '"') {
      return literal(at, 1, endOfLiteral("\"", at + 1));
    }
    if (text.charAt(at) == '\'') {
      int end = endOfLiteral("'", at + 1);
      blank(code, at + 1, end - 1);
      return end;
    }
    return at + 1;
  }

  private int comment(int from, int to) {
    comments.replace(from, to, text.substring(from, to));
    blank(code, from, to);
    return to;
  }

  private int literal(int from, int quotes, int to) {
    literals.add(new Literal(lineAt(from), text.substring(from + quotes, to - quotes)));
    blank(code, from + quotes, to - quotes);
    return to;
  }

  private int endOf(String mark, int from, int length) {
    int found = text.indexOf(mark, from);
    return found < 0 ? text.length() : found + length;
  }

  private int endOfLiteral(String quotes, int from) {
    int at = from;
    while (at < text.length() && !text.startsWith(quotes, at)) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), at + quotes.length());
  }

  private static void blank(StringBuilder target, int from, int to) {
    target.replace(from, to, blanked(target.substring(from, to)));
  }

  private static String blanked(String part) {
    return part.replaceAll("[^\n]", " ");
  }

  private enum Kind {
    TYPE,
    ENUM,
    MEMBER,
    BLOCK
  }

  /** An open brace: what it opened, and what stood before it since the last statement. */
  private record Open(Kind kind, String name, int line, int parens, int headStart) {}

  /** Every member of every type in the file, also of nested, local and anonymous types. */
  List<Member> members() {
    List<Member> found = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    int parens = 0;
    int headStart = 0;
    for (int at = 0; at < code.length(); at++) {
      char c = code.charAt(at);
      if (c == '(') {
        parens++;
      } else if (c == ')') {
        parens--;
      } else if (c == ';' && parens == 0) {
        headStart = at + 1;
      } else if (c == '{') {
        open.push(opened(open.peek(), at, parens, headStart));
        parens = 0;
        headStart = at + 1;
      } else if (c == '}' && !open.isEmpty()) {
        Open closed = open.pop();
        if (closed.kind() == Kind.MEMBER) {
          found.add(new Member(closed.name(), closed.line(), lineAt(at)));
        }
        parens = closed.parens();
        headStart = parens == 0 ? at + 1 : closed.headStart();
      }
    }
    return found;
  }

  private Open opened(Open around, int brace, int parens, int headStart) {
    String raw = code.substring(headStart, brace);
    String head = raw.replaceAll("@(?!interface\\b)[\\w.]+(\\([^()]*\\))?", " ");
    Kind kind = kindOf(around == null ? Kind.BLOCK : around.kind(), head, parens > 0);
    int firstLine = lineAt(headStart + raw.length() - raw.stripLeading().length());
    return new Open(kind, nameIn(head), firstLine, parens, headStart);
  }

  private static Kind kindOf(Kind around, String head, boolean inParens) {
    if (TYPE.matcher(head).find() && !head.contains("=")) {
      return head.matches("(?s).*\\benum\\s.*") ? Kind.ENUM : Kind.TYPE;
    }
    if (around == Kind.ENUM && ENUM_CONSTANT.matcher(head).matches()) {
      return Kind.TYPE;
    }
    boolean inType = around == Kind.TYPE || around == Kind.ENUM;
    if (inType && !inParens) {
      return ARRAY.matcher(head).find() ? Kind.BLOCK : Kind.MEMBER;
    }
    return ANONYMOUS.matcher(head).find() && !CONTROL.matcher(head).find() ? Kind.TYPE : Kind.BLOCK;
  }

  private static String nameIn(String head) {
    var matcher = NAME.matcher(head.strip());
    return matcher.find() ? matcher.group(1) : "initializer";
  }
}
