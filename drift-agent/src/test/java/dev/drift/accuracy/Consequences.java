package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drift.finding.Finding;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;

/// What a change rightly shows elsewhere, decided by people.
final class Consequences {
  private static final Path REPLICAS = Path.of("spec", "replicas");
  private static final Path CLASS = Path.of("spec", "storageClassName");

  private static final Path RULES = Path.of("rules");

  private Consequences() {}

  /// Whether the finding stands elsewhere and comes from the change of the subject.
  static boolean of(Subject subject, Finding.Drift finding, JsonNode now) {
    String kind = finding.resource().id().kind();
    return switch (subject.live().id().kind()) {
      // The server prunes and defaults the instances anew. A dry-run of the definition does not
      // tell how they will look, so nothing is known of them.
      case "CustomResourceDefinition" ->
          finding
              .resource()
              .id()
              .groupKind()
              .equals(
                  new GroupKind(
                      now.at("/spec/group").asText(), now.at("/spec/names/kind").asText()));
      // Replicas that no autoscaler accounts for any more are not Git's.
      case "HorizontalPodAutoscaler" ->
          (kind.equals("Deployment") || kind.equals("StatefulSet"))
              && finding.path().equals(REPLICAS);
      // Applied today, the claim would get another class.
      case "StorageClass" -> kind.equals("PersistentVolumeClaim") && finding.path().equals(CLASS);
      // Rules that nothing gathers any more are compared with Git's.
      case "ClusterRole" ->
          kind.equals("ClusterRole")
              && finding.path().startsWith(RULES)
              && !now.has("aggregationRule")
              && subject.before().has("aggregationRule");
      default -> false;
    };
  }
}
