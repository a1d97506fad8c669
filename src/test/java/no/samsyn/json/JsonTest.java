package no.samsyn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.samsyn.model.FieldChange;
import no.samsyn.model.FieldChanges;
import no.samsyn.model.Mutation;
import no.samsyn.model.Op;
import no.samsyn.model.Value;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void everyValueComesBackAsItWas() {
    var values =
        List.of(
            Value.text("Ærlig talt \u0001 \" \\ 😀 e\u0301"),
            Value.text(""),
            Value.whole(Long.MAX_VALUE),
            Value.whole(Long.MIN_VALUE),
            new Value.Decimal(new BigDecimal("0.1")),
            new Value.Decimal(new BigDecimal("123456789012345678901234567890")),
            Value.flag(true),
            Value.nothing(),
            new Value.Items(List.of(Value.nothing(), Value.whole(1))),
            new Value.Structure(Map.of("b", Value.whole(2), "a", Value.nothing())));
    for (var value : values) {
      assertThat(Json.parse(Json.write(value))).isEqualTo(value);
    }
  }

  @Test
  void equalValuesAreWrittenAlike() {
    assertThat(Json.write(Json.parse("{\"b\":1,\"a\":[1.50, 2e2 ]}")))
        .isEqualTo("{\"a\":[1.5,200],\"b\":1}");
    assertThat(Json.parse("1.50")).isEqualTo(Json.parse("1.5"));
  }

  @Test
  void aFieldThatIsNullDiffersFromOneThatIsAbsent() {
    var fields = Json.parseFields("{\"known\":null}");
    assertThat(fields.get("known")).isEqualTo(Value.nothing());
    assertThat(fields.get("unknown")).isEqualTo(Value.absent());
    assertThat(Json.write(fields)).isEqualTo("{\"known\":null}");
  }

  @Test
  void whatIsTooDeepTooLongTooBigOrTwiceIsRefusedWithoutRepeatingIt() {
    var secret = "Åse-Marie";
    var deep = "[".repeat(Json.DEPTH_MAX + 1) + "]".repeat(Json.DEPTH_MAX + 1);
    var longText = "\"" + secret.repeat(Json.STRING_MAX / secret.length() + 1) + "\"";
    var longNumber = "9".repeat(Json.NUMBER_CHARACTERS_MAX + 1);
    var bad =
        List.of(
            deep,
            longText,
            longNumber,
            "1e1000000",
            "{\"" + secret + "\":1,\"" + secret + "\":2}",
            "{\"" + secret + "\":",
            secret,
            "",
            "{} {}",
            "[1,]",
            "NaN");
    for (var text : bad) {
      assertThatThrownBy(() -> Json.parse(text))
          .as(text.substring(0, Math.min(20, text.length())))
          .isInstanceOf(BadJson.class)
          .hasMessageNotContaining(secret);
    }
  }

  @Test
  void aMutationComesBackAsItWasWithNullAndAbsentKeptApart() {
    var mutation = mutation();
    var text = Json.write(MutationJson.of(mutation));

    assertThat(Json.read(text, MutationJson.class).toModel()).isEqualTo(mutation);
    assertThat(text).isEqualTo(Json.write(MutationJson.of(mutation())));
    assertThat(mutation.toString()).doesNotContain("Åse");
  }

  @Test
  void aMutationThatLacksWhatItNeedsIsRefused() {
    var whole = Json.write(MutationJson.of(mutation()));
    for (var member : List.of("id", "device", "entity", "op", "record", "author", "deviceTime")) {
      var without = (Value.Structure) Json.parse(whole);
      var rest = new TreeMap<>(without.members());
      rest.remove(member);
      var text = Json.write(new Value.Structure(rest));
      assertThatThrownBy(() -> Json.read(text, MutationJson.class).toModel())
          .as(member)
          .isInstanceOf(BadJson.class)
          .hasMessageContaining(member);
    }
    var strange = whole.replace("\"update\"", "\"explode\"");
    assertThatThrownBy(() -> Json.read(strange, MutationJson.class).toModel())
        .isInstanceOf(BadJson.class);
  }

  private static Mutation mutation() {
    return new Mutation(
        "m1",
        "d1",
        7,
        new Mutation.Target("contact", Op.UPDATE, "c1"),
        Mutation.Basis.version(3),
        new FieldChanges(
            Map.of(
                "note", new FieldChange(Value.absent(), Value.nothing()),
                "phone", new FieldChange(Value.nothing(), Value.text("Åse")),
                "email", new FieldChange(Value.text("x"), Value.absent()))),
        new Mutation.Evidence("ola", "mentor-1", Instant.parse("2026-11-20T08:00:00Z"), -250, 1),
        Mutation.Links.NONE.replacing("m0"));
  }
}
