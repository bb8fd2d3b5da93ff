package dev.drift.noise;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.PathPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What no pack may account for: what gives rights, runs, or is a secret.
final class Limits {
  private static final Set<String> RIGHTS =
      Set.of("rbac.authorization.k8s.io", "admissionregistration.k8s.io", "apiextensions.k8s.io");

  private static final Set<String> WORKLOADS = Set.of("apps", "batch");

  private static final String ANY_FINALIZER = "metadata.finalizers[*]";

  /// Labels and annotations that decide what may run, or which rights it has.
  private static final List<String> SEVERE =
      List.of(
          "pod-security.kubernetes.io/",
          "rbac.authorization.k8s.io/",
          "rbac.authorization.kubernetes.io/",
          "kubernetes.io/enforce-mountable-secrets",
          "container.apparmor.security.beta.kubernetes.io/",
          "container.seccomp.security.alpha.kubernetes.io/",
          "seccomp.security.alpha.kubernetes.io/",
          "eks.amazonaws.com/",
          "iam.gke.io/",
          "azure.workload.identity/");

  /// Fields that hold secrets, rights or what Pods are made from, wherever they stand.
  private static final Set<String> FIELDS =
      Set.of(
          "data",
          "stringData",
          "binaryData",
          "rules",
          "aggregationRule",
          "subjects",
          "roleRef",
          "secrets",
          "imagePullSecrets",
          "serviceAccountName",
          "template",
          "jobTemplate",
          "podTemplate",
          "containers",
          "initContainers",
          "securityContext");

  private Limits() {}

  /// Whether the path is one label or one annotation, named in full.
  static boolean isKey(String path) {
    return elements(path)
        .filter(all -> isMetadata(all) && isMap(all.get(1)) && all.get(2) instanceof Path.Field)
        .isPresent();
  }

  /// Whether the path is one finalizer, named in full.
  static boolean isFinalizer(String path) {
    return elements(path)
        .filter(all -> isMetadata(all) && all.get(2) instanceof Path.Member)
        .isPresent();
  }

  /// Whether the path is any one finalizer; then the value names it.
  static boolean isAnyFinalizer(String path) {
    return path.equals(ANY_FINALIZER);
  }

  private static boolean isMetadata(List<Path.Element> path) {
    return path.size() == 3 && path.getFirst().equals(new Path.Field("metadata"));
  }

  private static boolean isMap(Path.Element element) {
    return element.equals(new Path.Field("labels"))
        || element.equals(new Path.Field("annotations"));
  }

  private static Optional<List<Path.Element>> elements(String path) {
    try {
      return Optional.of(Path.parse(path).elements());
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // a wildcard
    }
  }

  /// Whether a label or annotation of this path decides what may run, or which rights it has.
  static boolean isSevereKey(String path) {
    return elements(path).orElseThrow().getLast() instanceof Path.Field(String key)
        && SEVERE.stream().anyMatch(key::startsWith);
  }

  /// Whether the field, or what is below it, may hold secrets, rights or what Pods are made from.
  static boolean isSevereField(PathPattern pattern, Set<GroupKind> kinds) {
    boolean runs = kinds.stream().anyMatch(Limits::isWorkload);
    boolean grants =
        kinds.stream().anyMatch(kind -> kind.group().equals("rbac.authorization.k8s.io"));
    return runs
        || grants
        || List.of(pattern.toString().split("[.\\[\\]\"]+")).stream().anyMatch(FIELDS::contains);
  }

  /// Whether an object of the kind may give rights by being there.
  static boolean givesRights(GroupKind kind) {
    return RIGHTS.contains(kind.group());
  }

  static boolean isWorkload(GroupKind kind) {
    return WORKLOADS.contains(kind.group()) || kind.equals(Kinds.POD);
  }
}
