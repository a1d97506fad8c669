package no.samsyn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.json.BadJson;
import no.samsyn.json.Json;
import no.samsyn.model.Value;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  private static String text(Value value) {
    return new String(CanonicalJson.of(value), StandardCharsets.UTF_8);
  }

  @Test
  void namesAreInTheOrderOfTheirUtf16Units() {
    // RFC 8785, 3.2.3: the pair of surrogates comes before U+FB33.
    var names = List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6");
    var members = new TreeMap<String, Value>();
    names.forEach(name -> members.put(name, Value.whole(1)));
    assertThat(text(new Value.Structure(members)))
        .isEqualTo(
            "{\"\\r\":1,\"1\":1,\"\u0080\":1,\"\u00f6\":1,\"\u20ac\":1,\"\ud83d\ude00\":1,"
                + "\"\ufb33\":1}");
  }

  @Test
  void onlyWhatMustBeEscapedIsEscaped() {
    assertThat(text(Value.text("\u20ac$\u000f\nA'B\"\\\\\"/\u007f\u2028")))
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u007f\u2028\"");
    assertThat(text(Value.text("\b\t\f\r\u001f"))).isEqualTo("\"\\b\\t\\f\\r\\u001f\"");
    assertThat(text(Value.text("\ud800x\udc00"))).isEqualTo("\"\\ud800x\\udc00\"");
  }

  @Test
  void numbersAreExactAndPlain() {
    assertThat(text(Value.whole(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
    assertThat(text(new Value.Decimal(new BigDecimal("1.500")))).isEqualTo("1.5");
    assertThat(text(new Value.Decimal(new BigDecimal("1E+3")))).isEqualTo("1000");
    assertThat(text(new Value.Decimal(new BigDecimal("-0.00")))).isEqualTo("0");
  }

  @Test
  void everyUtf16UnitComesBackAsItWas() {
    for (var c = 0; c < 0x10000; c++) {
      var value = new Value.Structure(Map.of("x", Value.text("" + (char) c + "a")));
      assertThat(CanonicalJson.read(CanonicalJson.of(value))).isEqualTo(value);
    }
  }

  @Test
  void everythingElseThanTheOneFormIsRefused() {
    var others =
        List.of(
            "{\"a\":1 }",
            " {\"a\":1}",
            "{\"a\":1}\n",
            "{\"b\":1,\"a\":1}",
            "{\"a\":1.0}",
            "{\"a\":1e2}",
            "{\"a\":-0}",
            "{\"a\":\"\\u0041\"}",
            "{\"a\":\"\\/\"}",
            "{\"a\":\"\\u001F\"}",
            "{\"a\":1,\"a\":1}",
            "\ufeff{\"a\":1}",
            "[1]",
            "1",
            "null",
            "",
            "{\"a\":1}{}",
            "{\"a\":\"\\ud83d\\ude00\"}");
    for (var other : others) {
      var bytes = other.getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> CanonicalJson.read(bytes)).as(other).isInstanceOf(BadJson.class);
    }
  }

  @Test
  void aValueHasTheSameFormAfterAJourneyAsOrdinaryJson() {
    var value = Json.parse("{\"b\":[1.50,2e2,null,true],\"a\":{\"\u00e6\":\"\\u00e5\"}}");
    assertThat(text(Json.parse(Json.write(value)))).isEqualTo(text(value));
    assertThat(text(value)).isEqualTo("{\"a\":{\"\u00e6\":\"\u00e5\"},\"b\":[1.5,200,null,true]}");
  }
}
