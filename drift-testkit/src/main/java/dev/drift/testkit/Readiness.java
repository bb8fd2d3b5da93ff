package dev.drift.testkit;

import java.util.List;
import java.util.Set;

/// Why an object has not settled yet: empty where it has.
///
/// @param waitingClasses storage classes that bind only when a pod comes
record Readiness(List<String> waitingClasses) {
  private static final Set<String> JOB_ENDS = Set.of("Complete", "Failed", "Suspended");

  interface Check {
    String reason(Json object);
  }

  String deployment(Json deployment) {
    if (isBehind(deployment)) {
      return "is not observed yet";
    }
    if (deployment.flag("spec", "paused")) {
      return "";
    }
    long wanted = deployment.number("spec", "replicas");
    return ready(deployment, wanted)
            && deployment.number("status", "updatedReplicas") == wanted
            && deployment.number("status", "replicas") == wanted
        ? ""
        : counts(deployment, wanted);
  }

  String statefulSet(Json set) {
    if (isBehind(set)) {
      return "is not observed yet";
    }
    long wanted = set.number("spec", "replicas");
    boolean rolls =
        set.text("spec", "updateStrategy", "type").equals("RollingUpdate")
            && set.number("spec", "updateStrategy", "rollingUpdate", "partition") == 0;
    boolean updated = !rolls || set.number("status", "updatedReplicas") == wanted;
    return ready(set, wanted) && updated && set.number("status", "replicas") == wanted
        ? ""
        : counts(set, wanted);
  }

  String daemonSet(Json set) {
    if (isBehind(set)) {
      return "is not observed yet";
    }
    long wanted = set.number("status", "desiredNumberScheduled");
    long ready = set.number("status", "numberReady");
    return ready == wanted ? "" : "has " + ready + " of " + wanted + " pods ready";
  }

  String job(Json job) {
    boolean ended =
        job.items("status", "conditions").stream()
            .anyMatch(
                each -> JOB_ENDS.contains(each.text("type")) && each.text("status").equals("True"));
    boolean runs =
        job.number("status", "active") > 0
            && job.number("status", "ready") == job.number("status", "active");
    return ended || runs ? "" : "has neither ended nor do its pods run";
  }

  String claim(Json claim) {
    boolean waits =
        waitingClasses.contains(claim.text("spec", "storageClassName"))
            && claim
                .text("metadata", "annotations", "volume.kubernetes.io/selected-node")
                .isEmpty();
    String phase = claim.text("status", "phase");
    return phase.equals("Bound") || waits ? "" : "is " + phase;
  }

  String namespace(Json namespace) {
    return namespace.text("status", "phase").equals("Active") ? "" : "is still being deleted";
  }

  private static boolean isBehind(Json object) {
    return object.number("status", "observedGeneration") < object.number("metadata", "generation");
  }

  private static boolean ready(Json object, long wanted) {
    return object.number("status", "readyReplicas") == wanted;
  }

  private static String counts(Json object, long wanted) {
    return "has %d of %d pods ready, %d of them up to date"
        .formatted(
            object.number("status", "readyReplicas"),
            wanted,
            object.number("status", "updatedReplicas"));
  }
}
