package no.samsyn.model;

/**
 * One thing that is wrong with a record, and where. {@code code} is stable and for programs, {@code
 * sentence} is for people and never repeats a sensitive value.
 */
public record Problem(String field, String code, String sentence) {}
