package dev.drift.rule.security;

import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.Path;
import dev.drift.model.Value;
import dev.drift.rule.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the Pods of a workload are made from.
///
/// @param path where it stands in the workload
record PodSpecs(Path path, Value.Obj content) {
  private static final GroupKind CRON_JOB = new GroupKind("batch", "CronJob");

  /// Workloads with a template of their Pods. Pods are not looked at themselves: there are many of
  /// them, and they are as their template.
  static final Set<GroupKind> KINDS =
      Set.of(
          new GroupKind("apps", "Deployment"),
          new GroupKind("apps", "StatefulSet"),
          new GroupKind("apps", "DaemonSet"),
          new GroupKind("batch", "Job"),
          CRON_JOB);

  /// @param path where it stands in the workload
  record Container(Path path, Value.Obj content) {
    String name() {
      return content.text("name").orElse("");
    }
  }

  /// Empty for what something else makes, such as the Job of a CronJob: that is looked at.
  static Optional<PodSpecs> of(LiveResource workload, Scene scene) {
    if (scene.controller(workload).isPresent()) {
      return Optional.empty();
    }
    Path path =
        workload.id().groupKind().equals(CRON_JOB)
            ? Path.of("spec", "jobTemplate", "spec", "template", "spec")
            : Path.of("spec", "template", "spec");
    Value.Obj content = workload.content();
    for (Path.Element element : path.elements()) {
      content = content.object(((Path.Field) element).name());
    }
    return Optional.of(new PodSpecs(path, content));
  }

  List<Container> containers() {
    List<Container> containers = new ArrayList<>();
    for (String list : List.of("initContainers", "containers")) {
      for (Value item : content.list(list)) {
        if (item instanceof Value.Obj container) {
          Path at = path.field(list).plus(Path.Key.of("name", container.text("name").orElse("")));
          containers.add(new Container(at, container));
        }
      }
    }
    return containers;
  }
}
