package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Where the kinds that make Pods keep the spec of their Pods.
public final class PodSpecs {
  private static final List<String> TEMPLATE = List.of("spec", "template", "spec");
  private static final Map<GroupKind, List<String>> PATHS =
      Map.of(
          Kinds.POD, List.of("spec"),
          Kinds.POD_TEMPLATE, List.of("template", "spec"),
          Kinds.REPLICATION_CONTROLLER, TEMPLATE,
          Kinds.REPLICA_SET, TEMPLATE,
          Kinds.DEPLOYMENT, TEMPLATE,
          Kinds.STATEFUL_SET, TEMPLATE,
          Kinds.DAEMON_SET, TEMPLATE,
          Kinds.JOB, TEMPLATE,
          Kinds.CRON_JOB, List.of("spec", "jobTemplate", "spec", "template", "spec"));

  static final List<String> CONTAINER_LISTS =
      List.of("initContainers", "containers", "ephemeralContainers");

  private PodSpecs() {}

  /// The fields that lead to the Pod spec, if the kind has one.
  public static Optional<List<String>> path(GroupKind kind) {
    return Optional.ofNullable(PATHS.get(kind));
  }

  /// The Pod spec of an object; an empty one where it has none.
  public static Value.Obj of(GroupKind kind, Value.Obj object) {
    Optional<List<String>> path = path(kind);
    if (path.isEmpty()) {
      return Value.Obj.EMPTY;
    }
    Value.Obj spec = object;
    for (String field : path.get()) {
      spec = spec.object(field);
    }
    return spec;
  }

  static boolean has(KindSchema schema) {
    return PATHS.containsKey(GroupKind.of(schema.apiVersion(), schema.kind()));
  }

  static Value.Obj edit(KindSchema schema, Value.Obj object, UnaryOperator<Value.Obj> edit) {
    List<String> path = PATHS.get(GroupKind.of(schema.apiVersion(), schema.kind()));
    return path == null ? object : Edits.at(object, path, edit);
  }

  static Value.Obj editContainers(Value.Obj podSpec, UnaryOperator<Value.Obj> edit) {
    Value.Obj edited = podSpec;
    for (String list : CONTAINER_LISTS) {
      edited = Edits.each(edited, list, edit);
    }
    return edited;
  }
}
