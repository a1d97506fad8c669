package no.samsyn.model;

import java.util.List;

/**
 * One field of an entity type.
 *
 * @param refersTo the entity type that a reference names; empty for other types
 * @param choices the allowed words of an enum; an unknown word that the server sends is shown
 *     read-only
 */
public record FieldSchema(
    String name,
    FieldType type,
    Traits traits,
    String refersTo,
    List<String> choices,
    long min,
    long max) {

  /** Yes-or-no properties of a field. */
  public record Traits(boolean required, boolean indexed, boolean sensitive, boolean setByServer) {
    static final Traits PLAIN = new Traits(false, false, false, false);
  }

  public FieldSchema {
    choices = List.copyOf(choices);
    if ((type == FieldType.REFERENCE) == refersTo.isEmpty()) {
      throw new IllegalArgumentException("exactly a reference names an entity: " + name);
    }
  }

  public static FieldSchema of(String name, FieldType type) {
    return new FieldSchema(name, type, Traits.PLAIN, "", List.of(), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  public static FieldSchema reference(String name, String refersTo) {
    return new FieldSchema(
        name,
        FieldType.REFERENCE,
        Traits.PLAIN,
        refersTo,
        List.of(),
        Long.MIN_VALUE,
        Long.MAX_VALUE);
  }

  public static FieldSchema choice(String name, String... choices) {
    return new FieldSchema(
        name, FieldType.ENUM, Traits.PLAIN, "", List.of(choices), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  public FieldSchema required() {
    return with(new Traits(true, traits.indexed, traits.sensitive, traits.setByServer));
  }

  public FieldSchema indexed() {
    return with(new Traits(traits.required, true, traits.sensitive, traits.setByServer));
  }

  public FieldSchema sensitive() {
    return with(new Traits(traits.required, traits.indexed, true, traits.setByServer));
  }

  public FieldSchema setByServer() {
    return with(new Traits(traits.required, traits.indexed, traits.sensitive, true));
  }

  public FieldSchema between(long min, long max) {
    return new FieldSchema(name, type, traits, refersTo, choices, min, max);
  }

  public boolean isRequired() {
    return traits.required;
  }

  public boolean isIndexed() {
    return traits.indexed;
  }

  public boolean isSensitive() {
    return traits.sensitive;
  }

  public boolean isSetByServer() {
    return traits.setByServer;
  }

  private FieldSchema with(Traits changed) {
    return new FieldSchema(name, type, changed, refersTo, choices, min, max);
  }
}
