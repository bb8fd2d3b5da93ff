package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An object to be changed.
///
/// @param live as Drift read it
/// @param before as the server gives it, without `managedFields`
/// @param written what Git says of it
/// @param url its path at the server
/// @param autoscaler the HorizontalPodAutoscaler that targets it
/// @param nodes the names of all Nodes
record Subject(
    LiveResource live,
    JsonNode before,
    JsonNode written,
    Shape shape,
    String url,
    Optional<JsonNode> autoscaler,
    Set<String> nodes) {

  /// As kubectl names it: `deployments.v1.apps/trino`.
  String resource() {
    ResourceId id = live.id();
    String[] steps = url.split("/");
    String plural = steps[steps.length - 2];
    String group = id.groupKind().group();
    return group.isEmpty()
        ? plural + "/" + id.name()
        : "%s.%s/%s".formatted(plural, group, id.name());
  }

  /// A kubectl verb on this object.
  String[] command(String verb, String... more) {
    List<String> command = new ArrayList<>(List.of(verb, resource()));
    command.addAll(List.of(more));
    return inNamespace(command);
  }

  /// `kubectl set` on this object.
  String[] set(String what, String... more) {
    List<String> command = new ArrayList<>(List.of("set", what));
    command.addAll(List.of(more));
    return inNamespace(command);
  }

  private String[] inNamespace(List<String> command) {
    String namespace = live.id().namespace();
    if (!namespace.isEmpty()) {
      command.addAll(List.of("--namespace", namespace));
    }
    return command.toArray(String[]::new);
  }

  @Override
  public String toString() {
    return live.ref().toString();
  }
}
