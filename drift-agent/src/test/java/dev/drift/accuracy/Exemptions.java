package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// All changes that are stored and are no drift all the same, decided by people; not by what Drift
/// happens to do.
final class Exemptions {
  private static final Set<String> BINDING_NOTES =
      Set.of("pv.kubernetes.io/bind-completed", "pv.kubernetes.io/bound-by-controller");

  private static final Set<String> PROVISIONER_NOTES =
      Set.of(
          "volume.kubernetes.io/storage-provisioner",
          "volume.beta.kubernetes.io/storage-provisioner");

  private static final Pattern ALLOCATED =
      Pattern.compile(
          "/spec/(clusterIP|clusterIPs|ipFamilies|healthCheckNodePort|ports/\\d+/nodePort)(/\\d+)?");

  private static final Pattern COMMENTED =
      Pattern.compile("/data/[^/]*\\.(properties|ya?ml|ini|env)");

  static final List<Exemption> ALL =
      List.of(
          new Exemption(
              "unordered list",
              "the API gives the order of the list no meaning",
              (subject, changed, after) ->
                  changed.kind() == Changed.Kind.REORDERED
                      && subject.shape().at(changed.pointer()).isUnordered()
                      && !runsInOrder(changed.pointer(), Pointers.at(after, changed.pointer()))),
          new Exemption(
              "comment in a text",
              "a comment of a configuration file is no setting",
              (subject, changed, after) ->
                  changed.kind() == Changed.Kind.REPLACED
                      && is(subject, "ConfigMap")
                      && COMMENTED.matcher(changed.pointer()).matches()
                      && settings(subject.before(), changed).equals(settings(after, changed))),
          new Exemption(
              "autoscaler's metrics",
              "the server sorts the metrics of an autoscaler where it converts between versions",
              (subject, changed, _) ->
                  changed.kind() == Changed.Kind.REORDERED
                      && is(subject, "HorizontalPodAutoscaler")
                      && changed.pointer().equals("/spec/metrics")),
          new Exemption(
              "back to Git",
              "Git never said it, and it is missing: the object is nearer to Git than before",
              (subject, changed, _) ->
                  changed.kind() == Changed.Kind.REMOVED
                      && !isPositional(subject, changed.before().orElseThrow())
                      && !DeclaredPaths.speaksOf(subject, changed.before().orElseThrow())),
          new Exemption(
              "rollout counter",
              "the Deployment controller counts here, and Git is silent",
              (subject, changed, after) ->
                  is(subject, "Deployment")
                      && isAnnotation(changed, "deployment.kubernetes.io/revision")
                      && Pointers.at(after, changed.pointer()).asText().matches("\\d+")),
          new Exemption(
              "template counter",
              "the API server counts here, and Git is silent",
              (subject, changed, after) ->
                  is(subject, "DaemonSet")
                      && isAnnotation(changed, "deprecated.daemonset.template.generation")
                      && Pointers.at(after, changed.pointer()).asText().matches("\\d+")),
          new Exemption(
              "volume binder's notes",
              "the volume binder writes `yes` for itself, and Git is silent",
              (subject, changed, after) ->
                  is(subject, "PersistentVolumeClaim")
                      && BINDING_NOTES.stream().anyMatch(note -> isAnnotation(changed, note))
                      && Pointers.at(after, changed.pointer()).asText().equals("yes")
                      && !DeclaredPaths.speaksOf(subject, changed.pointer())),
          new Exemption(
              "provisioner's notes",
              "the volume binder notes the provisioner under an old and a new name",
              (subject, changed, after) ->
                  is(subject, "PersistentVolumeClaim")
                      && PROVISIONER_NOTES.stream().anyMatch(note -> isAnnotation(changed, note))
                      && isNotedProvisioner(subject, Pointers.at(after, changed.pointer()).asText())
                      && !DeclaredPaths.speaksOf(subject, changed.pointer())),
          new Exemption(
              "scheduler's note",
              "the scheduler notes for which Node a volume is wanted, and Git is silent",
              (subject, changed, after) ->
                  is(subject, "PersistentVolumeClaim")
                      && isAnnotation(changed, "volume.kubernetes.io/selected-node")
                      && subject.nodes().contains(Pointers.at(after, changed.pointer()).asText())
                      && !DeclaredPaths.speaksOf(subject, changed.pointer())),
          new Exemption(
              "protection",
              "a claim in use is protected from deletion, however often it is said",
              (subject, changed, after) ->
                  is(subject, "PersistentVolumeClaim")
                      && Pointers.within(changed.pointer(), "/metadata/finalizers")
                      && changed.kind() != Changed.Kind.REMOVED
                      && Pointers.at(after, changed.pointer())
                          .asText()
                          .equals("kubernetes.io/pvc-protection")
                      && !DeclaredPaths.speaksOf(subject, "/metadata/finalizers")),
          new Exemption(
              "allocation",
              "the server allocates addresses and node ports where Git names none",
              (subject, changed, _) ->
                  is(subject, "Service")
                      && changed.kind() != Changed.Kind.REMOVED
                      && ALLOCATED.matcher(changed.pointer()).matches()
                      && !DeclaredPaths.speaksOf(subject, changed.pointer())),
          new Exemption(
              "address families",
              "a single address family is what a Service has where Git names none",
              (subject, changed, after) ->
                  is(subject, "Service")
                      && changed.kind() == Changed.Kind.ADDED
                      && changed.pointer().equals("/spec/ipFamilyPolicy")
                      && after.at(changed.pointer()).asText().equals("SingleStack")
                      && !DeclaredPaths.speaksOf(subject, changed.pointer())),
          new Exemption(
              "autoscaled replicas",
              "an autoscaler owns the replicas, between its bounds; one is what Git means by silence",
              (subject, changed, after) ->
                  changed.pointer().equals("/spec/replicas")
                      && subject
                          .autoscaler()
                          .filter(
                              each ->
                                  within(each, after.at("/spec/replicas").asInt())
                                      || (after.at("/spec/replicas").asInt() == 1
                                          && !DeclaredPaths.speaksOf(subject, "/spec/replicas")))
                          .isPresent()),
          new Exemption(
              "injected CA",
              "an injector fills the CA of a webhook in, where Git leaves it empty",
              (subject, changed, _) ->
                  subject.live().id().kind().endsWith("WebhookConfiguration")
                      && changed.pointer().matches("/webhooks/\\d+/clientConfig/caBundle")
                      && !DeclaredPaths.speaksOf(subject, changed.pointer())),
          new Exemption(
              "Job's identity",
              "the server labels a Job without labels by its own name and UID",
              (subject, changed, after) ->
                  is(subject, "Job")
                      && Pointers.within(changed.pointer(), "/metadata/labels")
                      && Set.of(
                              subject.before().at("/metadata/uid").asText(),
                              subject.before().at("/metadata/name").asText())
                          .contains(after.at(changed.pointer()).asText())),
          new Exemption(
              "aggregated rules",
              "a controller gathers the rules anew at once",
              (subject, changed, after) ->
                  is(subject, "ClusterRole")
                      && Pointers.within(changed.pointer(), "/rules")
                      && after.has("aggregationRule")));

  private Exemptions() {}

  static Optional<Exemption> of(Subject subject, Changed changed, JsonNode after) {
    return ALL.stream().filter(each -> each.test().holds(subject, changed, after)).findFirst();
  }

  /// Init containers run one after the other; a variable sees those before it, as `$(NAME)`.
  private static boolean runsInOrder(String pointer, JsonNode list) {
    return switch (Pointers.last(pointer)) {
      case "initContainers" -> true;
      case "env" -> {
        boolean refers = false;
        for (JsonNode variable : list) {
          refers |= variable.path("value").asText().contains("$(");
        }
        yield refers;
      }
      default -> false;
    };
  }

  /// Whether it is an item of a list that stands as a whole, such as `policyTypes`: the rest of the
  /// list then says something else.
  private static boolean isPositional(Subject subject, String pointer) {
    Shape list = subject.shape().at(Pointers.parent(pointer));
    return list.type().equals("array") && !list.isUnordered();
  }

  private static boolean within(JsonNode autoscaler, int replicas) {
    return replicas >= autoscaler.at("/spec/minReplicas").asInt(1)
        && replicas <= autoscaler.at("/spec/maxReplicas").asInt();
  }

  private static List<String> settings(JsonNode document, Changed changed) {
    return Pointers.at(document, changed.pointer())
        .asText()
        .lines()
        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
        .toList();
  }

  private static boolean isNotedProvisioner(Subject claim, String provisioner) {
    return PROVISIONER_NOTES.stream()
        .map(note -> claim.before().at(Pointers.child("/metadata/annotations", note)))
        .anyMatch(note -> note.asText().equals(provisioner));
  }

  private static boolean is(Subject subject, String kind) {
    return subject.live().id().kind().equals(kind);
  }

  private static boolean isAnnotation(Changed changed, String name) {
    return changed.pointer().equals(Pointers.child("/metadata/annotations", name));
  }
}
