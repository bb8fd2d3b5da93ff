package dev.drift.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drift.testkit.ControlPlane;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What kubectl tells of a cluster at one moment, as far as it shows controllers at work. Objects
/// are named `namespace/name`.
///
/// @param replicas of Deployments and StatefulSets, as their specs have them
/// @param mixed workloads that have Pods of more than one revision
/// @param pods with their UIDs
/// @param claims that are bound
/// @param jobs each with its UID, those of CronJobs aside
/// @param runs Jobs that CronJobs made
/// @param measured autoscalers that have a metric
record Glimpse(
    Map<String, Integer> replicas,
    Set<String> mixed,
    Map<String, String> pods,
    Set<String> claims,
    Set<String> jobs,
    Set<String> runs,
    Set<String> measured) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String KINDS = "deployments,statefulsets,pods,pvc,jobs,hpa";

  static Glimpse of(ControlPlane plane) {
    Glimpse glimpse =
        new Glimpse(
            new TreeMap<>(),
            new TreeSet<>(),
            new HashMap<>(),
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeSet<>());
    String all = plane.kubectl("get", KINDS, "-A", "-o", "json").orThrow().stdout();
    Map<String, String> revisions = new HashMap<>();
    for (JsonNode object : json(all).path("items")) {
      glimpse.add(object, revisions);
    }
    return glimpse;
  }

  private void add(JsonNode object, Map<String, String> revisions) {
    String name = name(object, object.at("/metadata/name").asText());
    switch (object.path("kind").asText()) {
      case "Deployment", "StatefulSet" -> replicas.put(name, object.at("/spec/replicas").asInt());
      case "Pod" -> addPod(object, name, revisions);
      case "PersistentVolumeClaim" -> {
        if (object.at("/status/phase").asText().equals("Bound")) {
          claims.add(name);
        }
      }
      case "Job" -> {
        if (object.at("/metadata/ownerReferences/0/kind").asText().equals("CronJob")) {
          runs.add(name);
        } else {
          jobs.add(name + " " + object.at("/metadata/uid").asText());
        }
      }
      case "HorizontalPodAutoscaler" -> {
        if (object.at("/status/currentMetrics/0").has("type")) {
          measured.add(name);
        }
      }
      default -> throw new IllegalArgumentException("kubectl was not asked for " + object);
    }
  }

  private void addPod(JsonNode pod, String name, Map<String, String> revisions) {
    pods.put(name, pod.at("/metadata/uid").asText());
    JsonNode labels = pod.at("/metadata/labels");
    String owner = pod.at("/metadata/ownerReferences/0/name").asText();
    String hash = labels.path("pod-template-hash").asText();
    String workload =
        name(pod, hash.isEmpty() ? owner : owner.substring(0, owner.length() - hash.length() - 1));
    String revision = hash.isEmpty() ? labels.path("controller-revision-hash").asText() : hash;
    String other = revisions.putIfAbsent(workload, revision);
    if (other != null && !other.equals(revision)) {
      mixed.add(workload);
    }
  }

  /// The Pods that an earlier glimpse shows under the same name, but which are others.
  Set<String> replacedSince(Glimpse earlier) {
    Set<String> replaced = new HashSet<>(pods.keySet());
    replaced.removeIf(pod -> pods.get(pod).equals(earlier.pods.getOrDefault(pod, pods.get(pod))));
    return replaced;
  }

  /// Whether Deployments or StatefulSets are in a namespace.
  Stream<String> namespaces() {
    return replicas.keySet().stream().map(name -> name.substring(0, name.indexOf('/'))).distinct();
  }

  private static String name(JsonNode object, String name) {
    return object.at("/metadata/namespace").asText() + "/" + name;
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("kubectl gave no JSON", e);
    }
  }
}
