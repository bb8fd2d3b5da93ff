package dev.drift.config;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Who may write to the cluster without being reported: those who deploy, and the control plane.
///
/// The user whom the API server authenticated counts, not one whom that user impersonates: whoever
/// may impersonate a deployer is not one.
///
/// @param listed from `requestLog.deployers`
public record Deployers(List<Entry> listed) {
  /// Only the control plane.
  public static final Deployers NONE = new Deployers(List.of());

  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  /// <https://kubernetes.io/docs/reference/access-authn-authz/rbac/#core-component-roles>.
  private static final Set<String> COMPONENTS =
      Set.of(
          "system:apiserver",
          "system:kube-controller-manager",
          "system:kube-scheduler",
          "system:cloud-controller-manager");

  /// The controllers of kube-controller-manager, by the names of their ServiceAccounts: Kubernetes'
  /// `plugin/pkg/auth/authorizer/rbac/bootstrappolicy/controller_policy.go`.
  private static final Set<String> CONTROLLERS =
      Set.of(
          "attachdetach-controller",
          "certificate-controller",
          "clusterrole-aggregation-controller",
          "cronjob-controller",
          "daemon-set-controller",
          "deployment-controller",
          "device-taint-eviction-controller",
          "disruption-controller",
          "endpoint-controller",
          "endpointslice-controller",
          "endpointslicemirroring-controller",
          "ephemeral-volume-controller",
          "expand-controller",
          "generic-garbage-collector",
          "horizontal-pod-autoscaler",
          "job-controller",
          "legacy-service-account-token-cleaner",
          "namespace-controller",
          "node-controller",
          "persistent-volume-binder",
          "pod-garbage-collector",
          "pv-protection-controller",
          "pvc-protection-controller",
          "replicaset-controller",
          "replication-controller",
          "resource-claim-controller",
          "resourcequota-controller",
          "root-ca-cert-publisher",
          "route-controller",
          "selinux-warning-controller",
          "service-account-controller",
          "service-cidrs-controller",
          "service-controller",
          "statefulset-controller",
          "storage-version-migrator-controller",
          "taint-eviction-controller",
          "token-cleaner",
          "ttl-after-finished-controller",
          "ttl-controller",
          "validatingadmissionpolicy-status-controller",
          "volumeattributesclass-protection-controller");

  private static final Set<String> CONTROLLER_USERS =
      CONTROLLERS.stream()
          .map(name -> SERVICE_ACCOUNT + "kube-system:" + name)
          .collect(Collectors.toUnmodifiableSet());

  private static final String NODES = "system:nodes";

  public Deployers {
    listed = List.copyOf(listed);
  }

  /// One deployer, or several of one pattern.
  public sealed interface Entry {
    /// @param pattern a name, in which `*` means any characters
    record User(String pattern) implements Entry {
      public User {
        requireNonNull(pattern, "pattern is null");
      }
    }

    /// @param pattern a name, in which `*` means any characters
    record Group(String pattern) implements Entry {
      public Group {
        requireNonNull(pattern, "pattern is null");
      }
    }

    /// A ServiceAccount, as the API server names it.
    ///
    /// @param pattern `namespace/name`, in which `*` means any characters
    static Entry serviceAccount(String pattern) {
      return new User(SERVICE_ACCOUNT + pattern.replace('/', ':'));
    }
  }

  /// @param user whom the API server authenticated
  /// @param groups of that user
  public boolean includes(String user, Collection<String> groups) {
    return COMPONENTS.contains(user)
        || CONTROLLER_USERS.contains(user)
        || groups.contains(NODES)
        || listed.stream().anyMatch(entry -> matches(entry, user, groups));
  }

  private static boolean matches(Entry entry, String user, Collection<String> groups) {
    return switch (entry) {
      case Entry.User(String pattern) -> matches(pattern, user);
      case Entry.Group(String pattern) -> groups.stream().anyMatch(it -> matches(pattern, it));
    };
  }

  static boolean matches(String pattern, String text) {
    if (!pattern.contains("*")) {
      return pattern.equals(text);
    }
    String expression =
        Pattern.compile("\\*+")
            .splitAsStream(pattern + "\0")
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(expression, Pattern.DOTALL).matcher(text + "\0").matches();
  }
}
