package no.samsyn.peersupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import no.samsyn.model.EntitySchema;
import no.samsyn.model.FieldSchema;
import org.junit.jupiter.api.Test;

class PeerSupportTest {
  @Test
  void theTypesAreThoseThatAreMirrored() {
    assertThat(PeerSupport.schemas().all())
        .extracting(EntitySchema::name)
        .containsExactlyInAnyOrder(
            "activity", "contact", "expense", "peer_mentor", "activity_type", "setting", "review");
  }

  @Test
  void aTypeTravelsAfterEverythingThatItRefersTo() {
    var schemas = PeerSupport.schemas();
    for (var schema : schemas.all()) {
      for (var field : schema.fields()) {
        if (!field.refersTo().isEmpty()) {
          assertThat(schemas.rank(field.refersTo()))
              .as(schema.name() + "." + field.name())
              .isLessThan(schemas.rank(schema.name()));
        }
      }
    }
  }

  @Test
  void theTraitsOfAnActivityAreThoseOfTheProduct() {
    var activity = PeerSupport.schemas().require("activity");
    assertThat(names(activity, FieldSchema::isRequired)).isEqualTo("peer_mentor type date minutes");
    assertThat(names(activity, FieldSchema::isIndexed)).isEqualTo("peer_mentor type date by_proxy");
    assertThat(names(activity, FieldSchema::isSensitive)).isEqualTo("note");
    assertThat(names(activity, FieldSchema::isSetByServer)).isEqualTo("reported_by by_proxy");
  }

  private static String names(EntitySchema schema, Predicate<FieldSchema> trait) {
    return String.join(" ", schema.fields().stream().filter(trait).map(FieldSchema::name).toList());
  }
}
