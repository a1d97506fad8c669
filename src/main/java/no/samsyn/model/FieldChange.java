package no.samsyn.model;

/**
 * What one field was and what it became. {@link Value#absent} on either side says that the field
 * was not there.
 */
public record FieldChange(Value before, Value after) {
  public FieldChange {
    if (before.equals(after)) {
      throw new IllegalArgumentException("a change that changes nothing");
    }
  }

  @Override
  public String toString() {
    return "FieldChange[hidden]"; // values are personal
  }
}
