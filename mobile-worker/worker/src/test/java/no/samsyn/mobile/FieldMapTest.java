package no.samsyn.mobile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldMapTest {
  @Test
  void fieldsAreWhatKotlinAndFlutterKnow() {
    var map =
        Map.<String, Object>of(
            "text",
            "x",
            "whole",
            7,
            "flag",
            true,
            "decimal",
            new BigDecimal("1.5"),
            "list",
            List.of("a", 2L),
            "map",
            Map.of("inner", "b"));
    assertThat(FieldMap.map(FieldMap.fields(map)))
        .containsEntry("text", "x")
        .containsEntry("whole", 7L)
        .containsEntry("flag", true)
        .containsEntry("decimal", "1.5")
        .containsEntry("list", List.of("a", 2L))
        .containsEntry("map", Map.of("inner", "b"));
    assertThatThrownBy(() -> FieldMap.fields(Map.of("x", new Object())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
