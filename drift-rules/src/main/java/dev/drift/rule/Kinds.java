package dev.drift.rule;

import dev.drift.finding.Category;
import dev.drift.model.GroupKind;
import java.util.Set;

/// Which part of a platform a kind belongs to.
public final class Kinds {
  public static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
  public static final GroupKind SECRET = new GroupKind("", "Secret");
  public static final GroupKind SERVICE = new GroupKind("", "Service");
  public static final GroupKind SERVICE_ACCOUNT = new GroupKind("", "ServiceAccount");
  public static final GroupKind CLAIM = new GroupKind("", "PersistentVolumeClaim");
  public static final GroupKind INGRESS = new GroupKind("networking.k8s.io", "Ingress");
  public static final GroupKind NETWORK_POLICY =
      new GroupKind("networking.k8s.io", "NetworkPolicy");
  public static final GroupKind AUTOSCALER =
      new GroupKind("autoscaling", "HorizontalPodAutoscaler");

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

  private Kinds() {}

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
    return custom || kind.equals(CONFIG_MAP);
  }

  public static boolean isMonitoring(GroupKind kind) {
    return kind.group().equals("monitoring.coreos.com");
  }

  public static Category category(GroupKind kind) {
    if (kind.equals(SECRET) || kind.equals(SERVICE_ACCOUNT) || isRbac(kind) || isWebhook(kind)) {
      return Category.SECURITY;
    }
    if (kind.equals(NETWORK_POLICY)) {
      return Category.DEPENDENCY;
    }
    if (isMonitoring(kind)) {
      return Category.OBSERVABILITY;
    }
    if (SCALING.contains(kind.kind())) {
      return Category.SCALING;
    }
    return isStorage(kind)
            || kind.equals(SERVICE)
            || kind.equals(INGRESS)
            || kind.kind().equals("Namespace")
            || kind.kind().equals("Node")
            || kind.kind().equals("CustomResourceDefinition")
        ? Category.INFRASTRUCTURE
        : Category.CONFIGURATION;
  }
}
