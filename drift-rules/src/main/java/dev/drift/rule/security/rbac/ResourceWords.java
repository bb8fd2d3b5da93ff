package dev.drift.rule.security.rbac;

import java.util.Map;

/// Resources as people call them: `secrets` are Secrets.
final class ResourceWords {
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("secrets", "Secret"),
          Map.entry("configmaps", "ConfigMap"),
          Map.entry("pods", "Pod"),
          Map.entry("services", "Service"),
          Map.entry("serviceaccounts", "ServiceAccount"),
          Map.entry("persistentvolumeclaims", "PersistentVolumeClaim"),
          Map.entry("persistentvolumes", "PersistentVolume"),
          Map.entry("namespaces", "Namespace"),
          Map.entry("nodes", "Node"),
          Map.entry("events", "Event"),
          Map.entry("deployments", "Deployment"),
          Map.entry("statefulsets", "StatefulSet"),
          Map.entry("daemonsets", "DaemonSet"),
          Map.entry("replicasets", "ReplicaSet"),
          Map.entry("jobs", "Job"),
          Map.entry("cronjobs", "CronJob"),
          Map.entry("roles", "Role"),
          Map.entry("rolebindings", "RoleBinding"),
          Map.entry("clusterroles", "ClusterRole"),
          Map.entry("clusterrolebindings", "ClusterRoleBinding"),
          Map.entry("horizontalpodautoscalers", "HorizontalPodAutoscaler"),
          Map.entry("poddisruptionbudgets", "PodDisruptionBudget"),
          Map.entry("networkpolicies", "NetworkPolicy"),
          Map.entry("ingresses", "Ingress"),
          Map.entry("storageclasses", "StorageClass"),
          Map.entry("users", "user"),
          Map.entry("groups", "group"));

  private ResourceWords() {}

  static boolean isEverything(Right.Resource target) {
    return target.resource().equals(Right.ALL) && target.name().isEmpty();
  }

  /// Whether it is certain that its objects are in namespaces.
  static boolean isNamespaced(Right.Resource target) {
    String resource = target.resource();
    int slash = resource.indexOf('/');
    String plural = slash < 0 ? resource : resource.substring(0, slash);
    return KINDS.containsKey(plural)
        && isBuiltIn(target.group())
        && !plural.equals("namespaces")
        && !ClusterScoped.isBuiltIn(plural);
  }

  /// @param part whether some of them are not meant
  static String of(Right.Resource target, boolean part) {
    String resource = target.resource();
    int slash = resource.indexOf('/');
    String plural = slash < 0 ? resource : resource.substring(0, slash);
    String below =
        slash < 0 ? "" : "the subresource %s of ".formatted(resource.substring(slash + 1));
    return below + objects(target, plural, part);
  }

  /// Of `pods/log`, Pods.
  static String ofParent(Right.Resource target, boolean part) {
    String resource = target.resource();
    return objects(target, resource.substring(0, resource.indexOf('/')), part);
  }

  private static String objects(Right.Resource target, String plural, boolean part) {
    String all = part ? "all " : "";
    if (plural.equals(Right.ALL)) {
      return everything(target) + named(target.name());
    }
    String kind = KINDS.get(plural);
    if (kind == null || !isBuiltIn(target.group())) {
      String full = target.group().isEmpty() ? plural : plural + "." + target.group();
      return all + full.replace("*", "any group") + named(target.name());
    }
    if (!target.name().isEmpty()) {
      return "the %s %s".formatted(kind, target.name());
    }
    return switch (kind) {
      case "user", "group" -> "any " + kind;
      default -> all + plural(kind);
    };
  }

  private static String named(String name) {
    return name.isEmpty() ? "" : " named " + name;
  }

  private static String everything(Right.Resource target) {
    if (target.group().equals(Right.ALL)) {
      return "everything";
    }
    return target.group().isEmpty()
        ? "everything in the core group"
        : "everything in the group " + target.group();
  }

  private static boolean isBuiltIn(String group) {
    return group.indexOf('.') < 0 || group.endsWith(".k8s.io");
  }

  private static String plural(String kind) {
    if (kind.endsWith("y")) {
      return kind.substring(0, kind.length() - 1) + "ies";
    }
    return kind + (kind.endsWith("s") ? "es" : "s");
  }
}
