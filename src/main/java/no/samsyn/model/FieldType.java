package no.samsyn.model;

/** What a field holds. The names appear in schemas and messages; never rename. */
public enum FieldType {
  TEXT,
  INTEGER,
  DATE,
  TIME,
  BOOLEAN,
  ENUM,
  REFERENCE,
  OBJECT
}
