package no.samsyn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.samsyn.peersupport.PeerSupport;
import org.junit.jupiter.api.Test;

class FieldCheckTest {
  private static final EntitySchema SCHEMA =
      new EntitySchema(
          "thing",
          "",
          List.of(
              FieldSchema.of("whole", FieldType.INTEGER).between(1, 9),
              FieldSchema.of("day", FieldType.DATE),
              FieldSchema.of("hour", FieldType.TIME),
              FieldSchema.of("yes", FieldType.BOOLEAN),
              FieldSchema.of("words", FieldType.TEXT),
              FieldSchema.choice("one", "a", "b"),
              FieldSchema.of("things", FieldType.OBJECT),
              FieldSchema.reference("other", "thing")));

  @Test
  void whatIsRightHasNoProblem() {
    var fields =
        Fields.of("whole", Value.whole(9))
            .with("day", "2028-02-29")
            .with("hour", "23:59")
            .with("yes", Value.flag(false))
            .with("words", "Æ 😀")
            .with("one", "b")
            .with("things", nested(48))
            .with("other", "key")
            .with("unknown", Value.whole(1));
    assertThat(SCHEMA.problemsOf(fields)).isEmpty();
    assertThat(SCHEMA.problemsOf(Fields.NONE)).isEmpty();
  }

  @Test
  void whatIsWrongIsNamed() {
    var wrong =
        Map.of(
            "whole=0", "out-of-range",
            "whole=x", "wrong-type",
            "day=2026-02-30", "wrong-type",
            "day=2026-2-3", "wrong-type",
            "hour=24:00", "wrong-type",
            "yes=x", "wrong-type",
            "one=c", "not-a-choice",
            "things=x", "wrong-type");
    wrong.forEach(
        (text, code) -> {
          var parts = text.split("=", -1);
          var value = parts[1].equals("0") ? Value.whole(0) : Value.text(parts[1]);
          assertThat(SCHEMA.problemsOf(Fields.of(parts[0], value)))
              .as(text)
              .singleElement()
              .satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
        });
  }

  @Test
  void whatIsTooDeepOrTooLongForTheWayIsRefusedAtTheDoor() {
    assertThat(SCHEMA.problemsOf(Fields.of("things", nested(49)))).hasSize(1);
    assertThat(SCHEMA.problemsOf(Fields.of("words", Value.text("x".repeat(100_001))))).hasSize(1);
  }

  @Test
  void aSentenceNeverRepeatsTheValue() {
    var secret = "hemmelig";
    for (var schema : PeerSupport.schemas().all()) {
      for (var field : schema.fields()) {
        Stream.of(Value.text(secret), new Value.Items(List.of(Value.text(secret))))
            .flatMap(value -> schema.problemsOf(Fields.of(field.name(), value)).stream())
            .forEach(problem -> assertThat(problem.sentence()).doesNotContain(secret));
      }
    }
  }

  private static Value nested(int depth) {
    Value value = Value.whole(1);
    for (var i = 0; i < depth; i++) {
      value = new Value.Structure(Map.of("x", value));
    }
    return value;
  }
}
