package dev.drift.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/// Why an object has not settled yet: empty if it has.
///
/// @param waitingClasses storage classes that bind only when a pod comes
record Readiness(List<String> waitingClasses) {
  private static final Set<String> JOB_ENDS = Set.of("Complete", "Failed", "Suspended");

  interface Check {
    String reason(JsonNode object);
  }

  String deployment(JsonNode deployment) {
    if (isBehind(deployment)) {
      return "is not observed yet";
    }
    if (deployment.at("/spec/paused").asBoolean()) {
      return "";
    }
    long wanted = deployment.at("/spec/replicas").asLong();
    return ready(deployment, wanted)
            && deployment.at("/status/updatedReplicas").asLong() == wanted
            && deployment.at("/status/replicas").asLong() == wanted
        ? ""
        : counts(deployment, wanted);
  }

  String statefulSet(JsonNode set) {
    if (isBehind(set)) {
      return "is not observed yet";
    }
    long wanted = set.at("/spec/replicas").asLong();
    boolean rolls =
        set.at("/spec/updateStrategy/type").asText().equals("RollingUpdate")
            && set.at("/spec/updateStrategy/rollingUpdate/partition").asLong() == 0;
    boolean updated = !rolls || set.at("/status/updatedReplicas").asLong() == wanted;
    return ready(set, wanted) && updated && set.at("/status/replicas").asLong() == wanted
        ? ""
        : counts(set, wanted);
  }

  String daemonSet(JsonNode set) {
    if (isBehind(set)) {
      return "is not observed yet";
    }
    long wanted = set.at("/status/desiredNumberScheduled").asLong();
    long ready = set.at("/status/numberReady").asLong();
    return ready == wanted ? "" : "has " + ready + " of " + wanted + " pods ready";
  }

  String job(JsonNode job) {
    boolean ended =
        job.at("/status/conditions")
            .valueStream()
            .anyMatch(
                each ->
                    JOB_ENDS.contains(each.path("type").asText())
                        && each.path("status").asText().equals("True"));
    boolean runs =
        job.at("/status/active").asLong() > 0
            && job.at("/status/ready").asLong() == job.at("/status/active").asLong();
    return ended || runs ? "" : "has neither finished nor started its Pods";
  }

  String claim(JsonNode claim) {
    boolean waits =
        waitingClasses.contains(claim.at("/spec/storageClassName").asText())
            && !claim.at("/metadata/annotations").has("volume.kubernetes.io/selected-node");
    String phase = claim.at("/status/phase").asText();
    return phase.equals("Bound") || waits ? "" : "is " + phase;
  }

  String namespace(JsonNode namespace) {
    return namespace.at("/status/phase").asText().equals("Active") ? "" : "is still being deleted";
  }

  private static boolean isBehind(JsonNode object) {
    return object.at("/status/observedGeneration").asLong()
        < object.at("/metadata/generation").asLong();
  }

  private static boolean ready(JsonNode object, long wanted) {
    return object.at("/status/readyReplicas").asLong() == wanted;
  }

  private static String counts(JsonNode object, long wanted) {
    return "has %d of %d pods ready, %d of them up to date"
        .formatted(
            object.at("/status/readyReplicas").asLong(),
            wanted,
            object.at("/status/updatedReplicas").asLong());
  }
}
