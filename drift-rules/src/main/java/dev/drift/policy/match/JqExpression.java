package dev.drift.policy.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/// A jq expression that selects parts of an object, as in Argo CD's `jqPathExpressions`.
///
/// jq is a programming language, so these come only from the agent's own configuration; a policy
/// in the repository has path patterns. What runs sees the object and nothing else: no
/// environment, no clock, no further input. It ends with its 10,000th result, after 200,000 steps
/// or where it calls itself too deeply, and then selects nothing.
public final class JqExpression {
  private static final Version VERSION = Versions.JQ_1_6;
  private static final int RESULTS = 10_000;
  private static final int STEPS = 200_000;

  private static final Set<String> REFUSED =
      Set.of(
          "env",
          "input",
          "inputs",
          "input_filename",
          "input_line_number",
          "debug",
          "stderr",
          "now",
          "localtime",
          "mktime",
          "halt",
          "halt_error");

  private final String text;
  private final JsonQuery query;

  private JqExpression(String text, JsonQuery query) {
    this.text = text;
    this.query = query;
  }

  /// Loaded with the first expression: most runs have none.
  private static final class Functions {
    static final Scope SCOPE = scope();

    private static Scope scope() {
      Scope scope = Scope.newEmptyScope();
      BuiltinFunctionLoader.getInstance()
          .listFunctions(VERSION, scope)
          .forEach(
              (name, function) -> {
                if (!REFUSED.contains(name.replaceFirst("/\\d+$", ""))) {
                  scope.addFunction(name, function);
                }
              });
      return scope;
    }
  }

  /// Counts the calls of functions and what these give, and ends an evaluation that does too much:
  /// `range(infinite) | empty` has no results and no end. Once it is spent every step fails, so
  /// that no `try` goes on.
  private static final class Budget {
    private int steps;

    Scope scope() {
      Scope scope = Scope.newChildScope(Functions.SCOPE);
      Functions.SCOPE
          .getLocalFunctions()
          .forEach((name, function) -> scope.addFunction(name, counted(function)));
      return scope;
    }

    private Function counted(Function function) {
      return (scope, arguments, in, path, output, version) -> {
        step();
        function.apply(
            scope,
            arguments,
            in,
            path,
            (value, at) -> {
              step();
              output.emit(value, at);
            },
            version);
      };
    }

    private void step() throws TooMuchException {
      if (++steps > STEPS) {
        throw new TooMuchException();
      }
    }
  }

  /// Ends an evaluation that gives too much.
  private static final class TooMuchException extends JsonQueryException {
    private static final long serialVersionUID = 1L;

    TooMuchException() {
      super("too many results or steps");
    }
  }

  /// @throws IllegalArgumentException if the text is not a jq expression, or calls what it may not;
  ///     the message is a clause
  public static JqExpression parse(String text) {
    JqExpression expression;
    try {
      JsonQuery.compile(text, VERSION);
      expression = new JqExpression(text, JsonQuery.compile("path(" + text + ")", VERSION));
    } catch (JsonQueryException e) {
      throw new IllegalArgumentException("is not a jq expression", e);
    }
    // Functions are looked up when they are called.
    Optional<JsonQueryException> failure =
        expression.evaluate(JsonNodeFactory.instance.objectNode(), new LinkedHashSet<>());
    if (failure.isPresent() && String.valueOf(failure.get().getMessage()).contains("not exist")) {
      throw new IllegalArgumentException(
          "calls a function that jq does not have or that reads more than the object");
    }
    return expression;
  }

  /// What it selects, by fields and positions; nothing where it does not fit the object.
  Set<Path> paths(Value object) {
    Set<Path> paths = new LinkedHashSet<>();
    return evaluate(json(object), paths).isEmpty() ? paths : Set.of();
  }

  private Optional<JsonQueryException> evaluate(JsonNode input, Set<Path> paths) {
    int[] results = {0};
    try {
      query.apply(
          new Budget().scope(),
          input,
          output -> {
            if (++results[0] > RESULTS) {
              throw new TooMuchException();
            }
            path(output).ifPresent(paths::add);
          });
      return Optional.empty();
    } catch (JsonQueryException e) {
      return Optional.of(e);
    } catch (StackOverflowError e) {
      return Optional.of(new JsonQueryException("the recursion is too deep"));
    }
  }

  /// Slices and positions from the end are no paths of ours.
  private static Optional<Path> path(JsonNode steps) {
    Path path = Path.ROOT;
    for (JsonNode step : steps) {
      if (step.isTextual()) {
        path = path.field(step.textValue());
      } else if (step.isIntegralNumber() && step.intValue() >= 0) {
        path = path.plus(new Path.Index(step.intValue()));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(path);
  }

  private static JsonNode json(Value value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case Value.Null _ -> nodes.nullNode();
      case Value.Bool(boolean bool) -> nodes.booleanNode(bool);
      case Value.Num(BigDecimal number) -> number(number);
      case Value.Str(String string) -> nodes.textNode(string);
      case Value.Masked(String mask, _, _) -> nodes.textNode(mask);
      case Value.Arr(List<Value> items) -> {
        ArrayNode array = nodes.arrayNode();
        items.forEach(item -> array.add(json(item)));
        yield array;
      }
      case Value.Obj(Map<String, Value> fields) -> {
        ObjectNode object = nodes.objectNode();
        fields.forEach((name, field) -> object.set(name, json(field)));
        yield object;
      }
    };
  }

  /// jq counts in doubles.
  private static JsonNode number(BigDecimal number) {
    try {
      return JsonNodeFactory.instance.numberNode(number.longValueExact());
    } catch (ArithmeticException e) {
      return JsonNodeFactory.instance.numberNode(number.doubleValue());
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
