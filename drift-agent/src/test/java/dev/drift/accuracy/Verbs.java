package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What kubectl's own verbs do to an object.
final class Verbs {
  private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet");
  private static final Set<String> SCALED = Set.of("Deployment", "StatefulSet");

  private Verbs() {}

  /// kubectl commands without the program's name.
  static List<String[]> of(Subject subject) {
    List<String[]> commands = new ArrayList<>();
    String kind = subject.live().id().kind();
    String target = subject.resource();
    commands.add(subject.command("label", "drift-accuracy=x"));
    commands.add(subject.command("annotate", "drift-accuracy=x"));
    if (WORKLOADS.contains(kind)) {
      JsonNode container = subject.before().at("/spec/template/spec/containers/0");
      String image = container.path("name").asText() + "=example.org/other:1";
      commands.add(subject.set("image", target, image));
      commands.add(subject.set("env", target, "DRIFT_ACCURACY=x"));
      commands.add(subject.set("resources", target, "--limits=cpu=7"));
      commands.add(subject.set("serviceaccount", target, "other"));
    }
    if (SCALED.contains(kind)) {
      int replicas = subject.before().at("/spec/replicas").asInt() + 1;
      commands.add(subject.command("scale", "--replicas=" + replicas));
    }
    if (kind.equals("Service") && subject.before().at("/spec/selector").isObject()) {
      commands.add(subject.set("selector", target, "drift-accuracy=x"));
    }
    return commands;
  }
}
