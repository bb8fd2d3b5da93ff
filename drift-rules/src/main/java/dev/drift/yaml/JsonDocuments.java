package dev.drift.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.drift.model.Problem;
import dev.drift.model.origin.Places;
import dev.drift.model.value.Fields;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a JSON file: one value, or several in a row.
final class JsonDocuments {
  /// Depth is counted by the budget, so that the limit of Jackson only backs it.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(10_000)
                  .maxNameLength(1024 * 1024)
                  .maxStringLength(64 * 1024 * 1024)
                  .build())
          .build();

  private final String file;
  private final Text text;
  private final Budget budget;
  private final List<Refusal> refusals = new ArrayList<>();

  /// Where the content starts: behind a byte order mark, which Jackson does not take.
  private final int base;

  JsonDocuments(String file, Text text, YamlLimits limits) {
    this.file = file;
    this.text = text;
    this.budget = new Budget(limits);
    this.base = text.content().startsWith("\uFEFF") ? 1 : 0;
  }

  Documents read() {
    List<Document> documents = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(text.content().substring(base))) {
      while (parser.nextToken() != null) {
        Expansion expansion = value(parser, 0);
        if (refusals.isEmpty()) {
          documents.add(
              new Document(
                  expansion.value(), new Places(file, documents.size(), expansion.node())));
        }
      }
    } catch (Refusal refusal) {
      refusals.add(refusal);
    } catch (JsonProcessingException e) {
      // Of a number or a name beyond Jackson's limits the exception has no place.
      int at = e.getLocation() == null ? 0 : offset(e.getLocation());
      refusals.add(new Refusal(Problem.Code.YAML_SYNTAX, at, sentence(e)));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // reads from memory
    }
    refusals.forEach(refusal -> problems.add(refusal.problem(file, text)));
    return new Documents(documents, problems);
  }

  private Expansion value(JsonParser parser, int depth) throws IOException {
    int start = offset(parser.currentTokenLocation());
    budget.value(start);
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser, start, depth + 1);
      case START_ARRAY -> array(parser, start, depth + 1);
      case VALUE_STRING -> scalar(parser, Value.of(parser.getText()), start);
      case VALUE_TRUE -> scalar(parser, Value.of(true), start);
      case VALUE_FALSE -> scalar(parser, Value.of(false), start);
      case VALUE_NULL -> scalar(parser, Value.Null.NULL, start);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          scalar(parser, number(parser.getText(), start), start);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no such token here: " + token);
    };
  }

  private Value number(String digits, int start) {
    Optional<Value> number = ScalarResolver.json(digits).toValue();
    if (number.isEmpty()) {
      refusals.add(
          new Refusal(
              Problem.Code.YAML_SYNTAX,
              start,
              "a number outside the range that Kubernetes can store."));
    }
    return number.orElse(Value.Null.NULL);
  }

  private Expansion scalar(JsonParser parser, Value value, int start) {
    return new Expansion(value, node(start, parser, Map.of(), List.of()), 1, 0, Map.of());
  }

  private Expansion array(JsonParser parser, int start, int depth) throws IOException {
    budget.depth(depth, start);
    List<Value> values = new ArrayList<>();
    List<Places.Node> nodes = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Expansion item = value(parser, depth);
      values.add(item.value());
      nodes.add(item.node());
    }
    return new Expansion(
        new Value.Arr(values), node(start, parser, Map.of(), nodes), 1, 0, Map.of());
  }

  private Expansion object(JsonParser parser, int start, int depth) throws IOException {
    budget.depth(depth, start);
    Fields values = new Fields();
    Map<String, Places.Node> nodes = new LinkedHashMap<>();
    Map<String, Integer> keys = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      int at = offset(parser.currentTokenLocation());
      parser.nextToken();
      Expansion field = value(parser, depth);
      Integer first = keys.putIfAbsent(name, at);
      if (first != null) {
        refusals.add(Refusal.duplicate(name, text.line(first), at));
      }
      values.put(name, field.value());
      nodes.put(name, field.node());
    }
    return new Expansion(values.object(), node(start, parser, nodes, List.of()), 1, 0, Map.of());
  }

  private Places.Node node(
      int start, JsonParser parser, Map<String, Places.Node> fields, List<Places.Node> items) {
    int end = offset(parser.currentLocation());
    return new Places.Node(text.line(start), text.column(start), start, end, false, fields, items);
  }

  private int offset(JsonLocation location) {
    long units = Math.clamp(location.getCharOffset() + base, 0, text.content().length());
    return text.codePoint((int) units);
  }

  /// Jackson's own words quote the file.
  private static String sentence(JsonProcessingException exception) {
    return exception instanceof JsonEOFException
        ? "the JSON ends before its last bracket or quote."
        : "this is not valid JSON.";
  }
}
