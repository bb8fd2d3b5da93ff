package dev.drift.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Waits until a cluster has come to rest.
///
/// @param complete whether controllers, scheduler and nodes all run: only then can workloads become
///     ready
record Settling(ApiClient api, boolean complete) {
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
  private static final int SHOWN = 10;

  void await(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    List<String> paths = Discovery.listable(api);
    List<Integer> before = List.of();
    long since = System.nanoTime();
    while (true) {
      List<Integer> now = state(paths);
      List<String> unsettled = complete ? unsettled() : List.of();
      if (!now.equals(before) || !unsettled.isEmpty()) {
        before = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > QUIET.toNanos()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new ControlPlaneException(sentence(timeout, unsettled));
      }
      pause();
    }
  }

  private static String sentence(Duration timeout, List<String> unsettled) {
    String what =
        unsettled.isEmpty()
            ? "objects keep changing"
            : String.join("; ", unsettled.subList(0, Math.min(SHOWN, unsettled.size())))
                + (unsettled.size() > SHOWN ? "; and " + (unsettled.size() - SHOWN) + " more" : "");
    return "The cluster did not settle in %d seconds: %s.".formatted(timeout.toSeconds(), what);
  }

  /// One hash for each list. A list's own resourceVersion moves with every lease, so it is left
  /// out.
  private List<Integer> state(List<String> paths) {
    return paths.stream()
        .map(path -> api.get(path + "?resourceVersion=0", METADATA_ONLY).body())
        .map(body -> body.substring(Math.max(0, body.indexOf("\"items\""))).hashCode())
        .toList();
  }

  private List<String> unsettled() {
    List<String> all = new ArrayList<>();
    Readiness readiness = new Readiness(waitingClasses());
    collect(all, "/apis/apps/v1/deployments", readiness::deployment);
    collect(all, "/apis/apps/v1/statefulsets", readiness::statefulSet);
    collect(all, "/apis/apps/v1/daemonsets", readiness::daemonSet);
    collect(all, "/apis/batch/v1/jobs", readiness::job);
    collect(all, "/api/v1/persistentvolumeclaims", readiness::claim);
    collect(all, "/api/v1/namespaces", readiness::namespace);
    return all;
  }

  private void collect(List<String> all, String path, Readiness.Check check) {
    for (JsonNode object : api.read(path).path("items")) {
      String reason = check.reason(object);
      if (!reason.isEmpty()) {
        all.add(
            Stream.of(
                        path.substring(path.lastIndexOf('/') + 1),
                        object.at("/metadata/namespace").asText(),
                        object.at("/metadata/name").asText())
                    .filter(part -> !part.isEmpty())
                    .reduce((a, b) -> a + "/" + b)
                    .orElseThrow()
                + " "
                + reason);
      }
    }
  }

  private List<String> waitingClasses() {
    return api.read("/apis/storage.k8s.io/v1/storageclasses")
        .path("items")
        .valueStream()
        .filter(each -> each.path("volumeBindingMode").asText().equals("WaitForFirstConsumer"))
        .map(each -> each.at("/metadata/name").asText())
        .toList();
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("Waiting for the cluster to settle was interrupted.", e);
    }
  }
}
