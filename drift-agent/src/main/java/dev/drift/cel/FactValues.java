package dev.drift.cel;

import dev.cel.common.values.NullValue;
import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.model.ResourceId;
import dev.drift.model.value.Value;
import dev.drift.policy.action.ConditionFacts;
import dev.drift.secret.Shown;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What conditions see, as values of CEL.
final class FactValues {
  private FactValues() {}

  static Map<String, Object> of(ConditionFacts facts) {
    return Map.of(
        CelConditions.FINDING, finding(facts.finding()),
        CelConditions.ATTRIBUTION, attribution(facts.attribution()),
        CelConditions.OBJECT, object(facts.object()),
        CelConditions.DESIRED, object(facts.desired()),
        CelConditions.NOW, facts.now());
  }

  private static Object object(Optional<Value.Obj> object) {
    return object.map(FactValues::value).orElse(NullValue.NULL_VALUE);
  }

  /// Without what there is not, so that `has()` can ask for it.
  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    ResourceId id = finding.resource().id();
    fields.put("fingerprint", finding.fingerprint());
    fields.put("rule", finding.rule());
    fields.put("category", finding.category().label());
    fields.put("severity", finding.severity().label());
    fields.put("apiVersion", finding.resource().apiVersion());
    fields.put("group", id.groupKind().group());
    fields.put("kind", id.kind());
    fields.put("namespace", id.namespace());
    fields.put("name", id.name());
    fields.put("path", finding.path().toString());
    fields.put("message", finding.message());
    switch (finding) {
      case Finding.Drift drift -> {
        fields.put("type", "drift");
        fields.put("change", drift.change().name());
        put(fields, "desired", drift.desired());
        put(fields, "live", drift.live());
      }
      case Finding.Posture posture -> {
        fields.put("type", "posture");
        fields.put("change", "");
        put(fields, "live", posture.live());
      }
    }
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, Shown shown) {
    switch (shown) {
      case Shown.Plain plain -> fields.put(name, value(plain.value()));
      case Shown.Masked(String mask, _) -> fields.put(name, mask);
      case Shown.Absent _ -> {}
    }
  }

  private static Map<String, Object> attribution(Attribution attribution) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Optional<Attribution.Request> request = attribution.request();
    fields.put("manager", attribution.manager());
    fields.put("operation", attribution.operation());
    fields.put("user", request.map(Attribution.Request::user).orElse(""));
    fields.put("actingAs", request.map(Attribution.Request::actingAs).orElse(""));
    fields.put("verb", request.map(Attribution.Request::verb).orElse(""));
    fields.put("tool", request.map(Attribution.Request::tool).orElse(""));
    fields.put("confidence", attribution.confidence().name().toLowerCase(Locale.ROOT));
    attribution.time().ifPresent(time -> fields.put("time", time));
    return fields;
  }

  private static Object value(Value value) {
    return switch (value) {
      case Value.Null _ -> NullValue.NULL_VALUE;
      case Value.Bool(boolean bool) -> bool;
      case Value.Num(BigDecimal number) -> number(number);
      case Value.Str(String text) -> text;
      case Value.Masked(String mask, _, _) -> mask;
      case Value.Arr(List<Value> items) -> items.stream().map(FactValues::value).toList();
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Object> map = new LinkedHashMap<>();
        fields.forEach((name, field) -> map.put(name, value(field)));
        yield map;
      }
    };
  }

  private static Object number(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException _) {
      return number.doubleValue();
    }
  }
}
