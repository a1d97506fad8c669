package no.samsyn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader of source that is wrong lets everything through, so it is tested itself. */
class JavaSourceTest {
  private static final String QUOTES = "\"".repeat(3);

  @Test
  void bracesInLiteralsAndCommentsDoNotCount() {
    var source =
        source(
            "class A {",
            "  /* { */ // }",
            "  String a() { return \"}\" + '}' + '\\'' + \"\\\"{\"; }",
            "  String b() {",
            "    return " + QUOTES,
            "        }}} \\" + QUOTES + " {",
            "        " + QUOTES + ";",
            "  }",
            "}");

    assertThat(source.members())
        .containsExactly(
            new JavaSource.Member("a", 3, 3), //
            new JavaSource.Member("b", 4, 8));
  }

  @Test
  void controlFlowLambdasAndArraysBelongToTheirMethod() {
    var source =
        source(
            "class A {",
            "  @SuppressWarnings({\"x\", \"y\"})",
            "  <T extends B> void run(int[] a) throws E {",
            "    for (int i = 0; i < 3; i++) { call(() -> { go(); }, x); }",
            "    int[] b = {1, 2};",
            "    try { if (a) { b(); } else { c(); } } catch (E e) { d(); }",
            "  }",
            "}");

    assertThat(source.members()).containsExactly(new JavaSource.Member("run", 2, 7));
  }

  @Test
  void membersOfEveryKindOfTypeAreFound() {
    var source =
        source(
            "record R(int a) { R { check(a); } }",
            "enum E { ONE { int x() { return 1; } }, TWO(2) { int y() { return 2; } };",
            "  abstract int z(); static { init(); } }",
            "interface I { default void d() {} }",
            "@interface N {}",
            "class C { void m() { new I() { public void d() { } }; } }");

    assertThat(source.members())
        .extracting(JavaSource.Member::name)
        .containsExactly("R", "x", "y", "static", "d", "d", "m");
  }

  @Test
  void codeCommentsAndLiteralsAreTakenApart() {
    var source = source("call(\"select // 1\"); // why \"not\"", "/** doc */ next();");

    assertThat(source.code()).doesNotContain("select", "why", "doc").contains("call(\"", "next()");
    assertThat(source.comments()).contains("why", "doc").doesNotContain("call", "select");
    assertThat(source.literals()).containsExactly(new JavaSource.Literal(1, "select // 1"));
    assertThat(source.lineAt(source.code().indexOf("next"))).isEqualTo(2);
  }

  private static JavaSource source(String... lines) {
    return new JavaSource(String.join("\n", List.of(lines)) + "\n");
  }
}
