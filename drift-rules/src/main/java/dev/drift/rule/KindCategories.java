package dev.drift.rule;

import dev.drift.finding.Category;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import java.util.Set;

/// Which part of a platform a kind belongs to.
public final class KindCategories {
  private static final Set<String> STORAGE =
      Set.of("PersistentVolume", "PersistentVolumeClaim", "StorageClass");
  private static final Set<String> SCALING =
      Set.of(
          "HorizontalPodAutoscaler",
          "VerticalPodAutoscaler",
          "ScaledObject",
          "PodDisruptionBudget",
          "ResourceQuota",
          "LimitRange",
          "PriorityClass");
  private static final Set<String> WEBHOOKS =
      Set.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration");

  private KindCategories() {}

  public static boolean isStorage(GroupKind kind) {
    return STORAGE.contains(kind.kind());
  }

  public static boolean isWebhook(GroupKind kind) {
    return WEBHOOKS.contains(kind.kind());
  }

  public static boolean isRbac(GroupKind kind) {
    return kind.group().equals("rbac.authorization.k8s.io");
  }

  /// Whether its objects consist of texts and of what only their owner understands.
  static boolean holdsTexts(GroupKind kind) {
    boolean custom = kind.group().indexOf('.') > 0 && !kind.group().endsWith(".k8s.io");
    return custom || kind.equals(Kinds.CONFIG_MAP);
  }

  public static boolean isMonitoring(GroupKind kind) {
    return kind.group().equals("monitoring.coreos.com");
  }

  public static Category category(GroupKind kind) {
    if (kind.equals(Kinds.SECRET)
        || kind.equals(Kinds.SERVICE_ACCOUNT)
        || isRbac(kind)
        || isWebhook(kind)) {
      return Category.SECURITY;
    }
    if (kind.equals(Kinds.NETWORK_POLICY)) {
      return Category.DEPENDENCY;
    }
    if (isMonitoring(kind)) {
      return Category.OBSERVABILITY;
    }
    if (SCALING.contains(kind.kind())) {
      return Category.SCALING;
    }
    return isStorage(kind)
            || kind.equals(Kinds.SERVICE)
            || kind.equals(Kinds.INGRESS)
            || kind.kind().equals("Namespace")
            || kind.kind().equals("Node")
            || kind.kind().equals("CustomResourceDefinition")
        ? Category.INFRASTRUCTURE
        : Category.CONFIGURATION;
  }
}
