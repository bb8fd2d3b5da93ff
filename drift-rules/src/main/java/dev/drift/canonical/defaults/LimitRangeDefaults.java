package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// For containers, the default limit is the maximum, and the default request the default limit or
/// else the minimum.
///
/// `SetDefaults_LimitRangeItem` in pkg/apis/core/v1/defaults.go of Kubernetes.
final class LimitRangeDefaults implements ComputedDefault {
  @Override
  public String what() {
    return "default and defaultRequest of LimitRanges";
  }

  @Override
  public List<String> paths() {
    return List.of("LimitRange spec.limits[].default", "LimitRange spec.limits[].defaultRequest");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().equals("v1") && schema.kind().equals("LimitRange");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return Edits.at(
        object, List.of("spec"), spec -> Edits.each(spec, "limits", LimitRangeDefaults::item));
  }

  private static Value.Obj item(Value.Obj item) {
    if (!item.text("type").orElse("").equals("Container")) {
      return item;
    }
    Map<String, Value> limits = new LinkedHashMap<>(item.object("default").fields());
    item.object("max").fields().forEach(limits::putIfAbsent);
    Map<String, Value> requests = new LinkedHashMap<>(item.object("defaultRequest").fields());
    limits.forEach(requests::putIfAbsent);
    item.object("min").fields().forEach(requests::putIfAbsent);
    Value.Obj result = item;
    if (!limits.isEmpty()) {
      result = result.with("default", new Value.Obj(limits));
    }
    return requests.isEmpty() ? result : result.with("defaultRequest", new Value.Obj(requests));
  }
}
