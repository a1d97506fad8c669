package no.samsyn.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates JSON against the part of JSON Schema that {@code openapi.yaml} uses. A keyword that it
 * does not know is an error, so that nothing is passed unread.
 */
final class SchemaCheck {
  private static final Set<String> SILENT = Set.of("description", "default");
  private static final Set<String> FORMATS = Set.of("date-time", "int64", "password");

  private final JsonNode document;

  SchemaCheck(JsonNode document) {
    this.document = document;
  }

  /** Returns what is wrong with {@code value}, each with its place; empty if nothing is. */
  List<String> problemsOf(JsonNode schema, JsonNode value) {
    var problems = new ArrayList<String>();
    check(schema, value, "", problems);
    return problems;
  }

  JsonNode resolve(JsonNode node) {
    if (!node.has("$ref")) {
      return node;
    }
    var target = document.at(node.get("$ref").asText().substring(1));
    if (target.isMissingNode()) {
      throw new IllegalArgumentException("nothing at " + node.get("$ref"));
    }
    return resolve(target);
  }

  private void check(JsonNode schema, JsonNode value, String at, List<String> problems) {
    if (schema instanceof BooleanNode flag) {
      expect(flag.asBoolean(), at, "may not be there", problems);
      return;
    }
    schema
        .properties()
        .forEach(
            keyword -> {
              var name = keyword.getKey();
              var rule = keyword.getValue();
              if (SILENT.contains(name)) {
                return;
              }
              switch (name) {
                case "$ref" -> check(resolve(schema), value, at, problems);
                case "allOf" -> rule.forEach(one -> check(one, value, at, problems));
                case "oneOf" -> oneOf(rule, value, at, problems);
                case "const" -> expect(rule.equals(value), at, "is not " + rule, problems);
                case "enum" -> expect(has(rule, value), at, "is none of " + rule, problems);
                case "type" -> expect(isA(rule.asText(), value), at, "is no " + rule, problems);
                default -> {
                  if (value.isObject()) {
                    object(schema, name, value, at, problems);
                  } else {
                    plain(name, rule, value, at, problems);
                  }
                }
              }
            });
  }

  private void oneOf(JsonNode schemas, JsonNode value, String at, List<String> problems) {
    var matches = 0;
    var all = new ArrayList<String>();
    for (var schema : schemas) {
      var found = new ArrayList<String>();
      check(schema, value, at, found);
      matches += found.isEmpty() ? 1 : 0;
      all.addAll(found);
    }
    expect(matches == 1, at, "matches " + matches + " of one: " + all, problems);
  }

  private void object(
      JsonNode schema, String name, JsonNode value, String at, List<String> problems) {
    var rule = schema.get(name);
    switch (name) {
      case "required" ->
          rule.forEach(
              member -> expect(value.has(member.asText()), at, "lacks " + member, problems));
      case "maxProperties" -> expect(value.size() <= rule.asInt(), at, "has more", problems);
      case "properties" ->
          rule.properties()
              .forEach(
                  member -> {
                    var found = value.path(member.getKey());
                    if (!found.isMissingNode()) {
                      check(member.getValue(), found, at + "/" + member.getKey(), problems);
                    }
                  });
      case "additionalProperties" ->
          value
              .properties()
              .forEach(
                  member -> {
                    if (!schema.path("properties").has(member.getKey())) {
                      check(rule, member.getValue(), at + "/" + member.getKey(), problems);
                    }
                  });
      default -> plain(name, rule, MissingNode.getInstance(), at, problems);
    }
  }

  private void plain(String name, JsonNode rule, JsonNode value, String at, List<String> problems) {
    var length = value.asText().length();
    var isRight =
        switch (name) {
          case "required", "properties", "additionalProperties", "maxProperties" -> true;
          case "items" -> {
            for (var i = 0; i < value.size(); i++) {
              check(rule, value.get(i), at + "/" + i, problems);
            }
            yield true;
          }
          case "minItems" -> !value.isArray() || value.size() >= rule.asInt();
          case "maxItems" -> !value.isArray() || value.size() <= rule.asInt();
          case "minimum" -> !value.isNumber() || value.asLong() >= rule.asLong();
          case "maximum" -> !value.isNumber() || value.asLong() <= rule.asLong();
          case "minLength" -> !value.isTextual() || length >= rule.asInt();
          case "maxLength" -> !value.isTextual() || length <= rule.asInt();
          case "pattern" ->
              !value.isTextual() || Pattern.compile(rule.asText()).matcher(value.asText()).find();
          case "format" -> isInFormat(rule.asText(), value);
          default -> throw new IllegalArgumentException("unknown keyword: " + name + " at " + at);
        };
    expect(isRight, at, "breaks " + name + " " + rule, problems);
  }

  private static boolean isInFormat(String format, JsonNode value) {
    if (!FORMATS.contains(format)) {
      throw new IllegalArgumentException("unknown format: " + format);
    }
    try {
      return !format.equals("date-time")
          || !value.isTextual()
          || (value.asText().endsWith("Z") && Instant.parse(value.asText()) != null);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isA(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      default -> throw new IllegalArgumentException("unknown type: " + type);
    };
  }

  private static boolean has(JsonNode list, JsonNode value) {
    for (var one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static void expect(boolean isRight, String at, String what, List<String> problems) {
    if (!isRight) {
      problems.add((at.isEmpty() ? "/" : at) + " " + what);
    }
  }
}
