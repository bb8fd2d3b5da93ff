package dev.drift.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drift.testkit.ControlPlane;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What kubectl shows of a cluster at one moment, as far as it shows controllers at work. Objects
/// are named `namespace/name`.
///
/// @param replicas of Deployments and StatefulSets, as their specs have them
/// @param mixed workloads that have Pods of more than one revision
/// @param pods with their UIDs
/// @param claims that are bound
/// @param jobs each with its UID after a space, those of CronJobs aside
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

  Glimpse {
    replicas = Map.copyOf(replicas);
    mixed = Set.copyOf(mixed);
    pods = Map.copyOf(pods);
    claims = Set.copyOf(claims);
    jobs = Set.copyOf(jobs);
    runs = Set.copyOf(runs);
    measured = Set.copyOf(measured);
  }

  static Glimpse of(ControlPlane plane) {
    String all = plane.kubectl("get", KINDS, "-A", "-o", "json").orThrow().stdout();
    List<JsonNode> objects = json(all).path("items").valueStream().toList();
    List<JsonNode> pods = of("Pod", objects).toList();
    return new Glimpse(
        Stream.concat(of("Deployment", objects), of("StatefulSet", objects))
            .collect(toMap(Glimpse::name, each -> each.at("/spec/replicas").asInt(), Math::max)),
        mixed(pods),
        pods.stream().collect(toMap(Glimpse::name, Glimpse::uid)),
        of("PersistentVolumeClaim", objects)
            .filter(claim -> claim.at("/status/phase").asText().equals("Bound"))
            .map(Glimpse::name)
            .collect(toSet()),
        of("Job", objects)
            .filter(job -> !isRun(job))
            .map(job -> name(job) + " " + uid(job))
            .collect(toSet()),
        of("Job", objects).filter(Glimpse::isRun).map(Glimpse::name).collect(toSet()),
        of("HorizontalPodAutoscaler", objects)
            .filter(each -> each.at("/status/currentMetrics/0").has("type"))
            .map(Glimpse::name)
            .collect(toSet()));
  }

  /// Whether this Pod is another one than an earlier glimpse shows under the name.
  boolean isAnother(String pod, Glimpse earlier) {
    return pods.containsKey(pod)
        && earlier.pods.containsKey(pod)
        && !pods.get(pod).equals(earlier.pods.get(pod));
  }

  /// Those with workloads.
  Stream<String> namespaces() {
    return replicas.keySet().stream().map(name -> name.substring(0, name.indexOf('/'))).distinct();
  }

  private static Stream<JsonNode> of(String kind, List<JsonNode> objects) {
    return objects.stream().filter(each -> each.path("kind").asText().equals(kind));
  }

  private static Set<String> mixed(List<JsonNode> pods) {
    return pods.stream()
        .collect(groupingBy(Glimpse::workload, mapping(Glimpse::revision, toSet())))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .collect(toSet());
  }

  /// A ReplicaSet is called as its Deployment, with the hash of the template behind it.
  private static String workload(JsonNode pod) {
    String owner = pod.at("/metadata/ownerReferences/0/name").asText();
    String hash = templateHash(pod);
    return namespace(pod)
        + "/"
        + (hash.isEmpty() ? owner : owner.substring(0, owner.length() - hash.length() - 1));
  }

  private static String revision(JsonNode pod) {
    String hash = templateHash(pod);
    return hash.isEmpty()
        ? pod.at("/metadata/labels").path("controller-revision-hash").asText()
        : hash;
  }

  private static String templateHash(JsonNode pod) {
    return pod.at("/metadata/labels").path("pod-template-hash").asText();
  }

  private static boolean isRun(JsonNode job) {
    return job.at("/metadata/ownerReferences/0/kind").asText().equals("CronJob");
  }

  private static String uid(JsonNode object) {
    return object.at("/metadata/uid").asText();
  }

  private static String name(JsonNode object) {
    return namespace(object) + "/" + object.at("/metadata/name").asText();
  }

  private static String namespace(JsonNode object) {
    return object.at("/metadata/namespace").asText();
  }

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("kubectl gave no JSON", e);
    }
  }
}
