package dev.drift.source.argo;

import dev.drift.model.value.Fields;
import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills the parameters of a generator into an ApplicationSet's template, if that only names them.
/// See <https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/GoTemplate/>.
///
/// @param go whether it is a Go template: `{{ .path.basename }}`, else `{{path.basename}}`
record SimpleTemplate(boolean go) {
  private static final Pattern TAG = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
  private static final Pattern FIELD = Pattern.compile("\\s*((?:\\.[A-Za-z_][A-Za-z0-9_]*)+)\\s*");

  /// Go prints larger numbers with an exponent.
  private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000);

  /// All texts in a value, also the names of fields.
  ///
  /// @throws NotRendered if a text does more than name a parameter that there is, or there is too
  ///     much of it
  Value fill(Value template, Value.Obj parameters, StepLimit limit) throws NotRendered {
    limit.spend(StepLimit.VALUE);
    return switch (template) {
      case Value.Str(String text) -> Value.of(fill(text, parameters, limit));
      case Value.Obj object -> object(object, parameters, limit);
      case Value.Arr(List<Value> items) -> {
        List<Value> filled = new ArrayList<>();
        for (Value item : items) {
          filled.add(fill(item, parameters, limit));
        }
        yield new Value.Arr(filled);
      }
      case Value.Bool _, Value.Masked _, Value.Null _, Value.Num _ -> template;
    };
  }

  private Value.Obj object(Value.Obj template, Value.Obj parameters, StepLimit limit)
      throws NotRendered {
    Fields fields = new Fields();
    for (Map.Entry<String, Value> field : template.fields().entrySet()) {
      fields.put(
          fill(field.getKey(), parameters, limit), fill(field.getValue(), parameters, limit));
    }
    return fields.object();
  }

  /// @throws NotRendered as above
  String fill(String text, Value.Obj parameters, StepLimit limit) throws NotRendered {
    if (!text.contains("{{")) {
      return text;
    }
    Matcher tags = TAG.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (tags.find()) {
      String tag = tags.group(1);
      tags.appendReplacement(
          filled, Matcher.quoteReplacement(go ? field(tag, parameters) : named(tag, parameters)));
      limit.spend(StepLimit.VALUE);
    }
    limit.spend(text.length() + filled.length());
    return tags.appendTail(filled).toString();
  }

  /// What is no parameter stays as it is.
  private static String named(String tag, Value.Obj parameters) {
    return parameters.text(tag.strip()).orElse("{{" + tag + "}}");
  }

  private static String field(String tag, Value.Obj parameters) throws NotRendered {
    Matcher field = FIELD.matcher(tag);
    if (!field.matches()) {
      throw new NotRendered(
          "its template has {{%s}}, and Drift fills in nothing but fields such as {{ .path.basename }}"
              .formatted(tag.length() > 60 ? tag.substring(0, 60) + "…" : tag));
    }
    Optional<Value> value = Optional.of(parameters);
    for (String name : field.group(1).substring(1).split("\\.", -1)) {
      value =
          value.flatMap(it -> it instanceof Value.Obj object ? object.get(name) : Optional.empty());
    }
    return text(
        value.orElseThrow(
            () ->
                new NotRendered(
                    "its generator has no parameter %s".formatted(field.group(1).substring(1)))));
  }

  /// As Go prints it.
  ///
  /// @throws NotRendered if that is not obvious
  static String text(Value value) throws NotRendered {
    return switch (value) {
      case Value.Str(String text) -> text;
      case Value.Bool(boolean bool) -> String.valueOf(bool);
      case Value.Num(BigDecimal number)
          when number.abs().compareTo(LARGEST) < 0 && number.stripTrailingZeros().scale() <= 0 ->
          number.toBigInteger().toString();
      case Value.Num _ ->
          throw new NotRendered("a parameter is a number that Go may print in several ways");
      case Value.Arr _, Value.Masked _, Value.Null _, Value.Obj _ ->
          throw new NotRendered("a parameter is not a text");
    };
  }
}
