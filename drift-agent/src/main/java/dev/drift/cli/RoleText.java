package dev.drift.cli;

import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import dev.drift.pipeline.Permission;
import dev.drift.pipeline.Permission.Purpose;
import dev.drift.pipeline.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Rights as the roles and bindings that grant them, in YAML for `kubectl apply`.
final class RoleText {
  private static final String NAME = "drift";
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final Permission NAMESPACES =
      new Permission(Purpose.DRIFT, "", "namespaces", false);
  private static final Permission SECRETS = new Permission(Purpose.DRIFT, "", "secrets", true);

  private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9.-]*");

  /// What YAML 1.1 reads as another type than a string.
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private final Permissions rights;
  private final ServiceAccountName account;
  private final StringBuilder out = new StringBuilder();

  private RoleText(Permissions rights, ServiceAccountName account) {
    this.rights = rights;
    this.account = account;
  }

  static String of(Permissions rights, ServiceAccountName account) {
    RoleText text = new RoleText(rights, account);
    if (rights.namespaces().isEmpty()) {
      text.role("", "ClusterRole", "", NAME, () -> text.rules(List.copyOf(rights.rights())));
    } else {
      rights.namespaces().forEach(text::inNamespace);
      text.identity();
    }
    return text.out.toString();
  }

  private void inNamespace(String namespace) {
    List<Permission> inside = new ArrayList<>(rights.rights());
    inside.removeIf(right -> !right.namespaced());
    role(
        "",
        "Role",
        namespace,
        NAME,
        () -> {
          comment("The Namespace object itself. RBAC checks this permission within the namespace.");
          rule("", List.of("namespaces"), List.of("get"));
          rules(inside);
        });
  }

  /// Fingerprints of findings contain the cluster's identity, which is the UID of this namespace.
  private void identity() {
    if (rights.namespaces().contains("kube-system")) {
      return;
    }
    role(
        "# Optional: identifies the cluster, so that fingerprints of findings differ between"
            + " clusters.\n",
        "Role",
        "kube-system",
        "drift-cluster-identity",
        () -> {
          rule("", List.of("namespaces"), List.of("get"));
          out.append("    resourceNames: [kube-system]\n");
        });
  }

  /// @param remark empty, or a comment above the role
  private void role(String remark, String kind, String namespace, String name, Runnable rules) {
    if (!out.isEmpty()) {
      out.append("---\n");
    }
    out.append(remark);
    out.append("apiVersion: ").append(RBAC).append("/v1\n");
    out.append("kind: ").append(kind).append('\n');
    metadata(namespace, name);
    out.append("rules:\n");
    rules.run();
    out.append("---\napiVersion: ").append(RBAC).append("/v1\n");
    out.append("kind: ").append(kind).append("Binding\n");
    metadata(namespace, name);
    out.append("roleRef:\n  apiGroup: ").append(RBAC).append('\n');
    out.append("  kind: ").append(kind).append("\n  name: ").append(name).append('\n');
    out.append("subjects:\n  - kind: ServiceAccount\n    name: ").append(scalar(account.name()));
    out.append("\n    namespace: ").append(scalar(account.namespace())).append('\n');
  }

  private void metadata(String namespace, String name) {
    out.append("metadata:\n  name: ").append(name).append('\n');
    if (!namespace.isEmpty()) {
      out.append("  namespace: ").append(scalar(namespace)).append('\n');
    }
  }

  private void rules(List<Permission> all) {
    for (Purpose purpose : Purpose.values()) {
      Map<String, TreeSet<String>> groups = new TreeMap<>();
      for (Permission right : all) {
        if (right.purpose() == purpose && !right.equals(NAMESPACES) && !right.equals(SECRETS)) {
          groups.computeIfAbsent(right.group(), _ -> new TreeSet<>()).add(right.resource());
        }
      }
      if (!groups.isEmpty()) {
        comment(sentence(purpose));
        groups.forEach((group, resources) -> rule(group, List.copyOf(resources), verbs(purpose)));
      }
      if (purpose == Purpose.DRIFT) {
        special(all);
      }
    }
  }

  private void special(List<Permission> all) {
    if (all.contains(NAMESPACES)) {
      comment("Shows which namespaces exist and which are being deleted.");
      rule("", List.of("namespaces"), verbs(Purpose.DRIFT));
    }
    if (all.contains(SECRETS)) {
      comment(
          "Compared only as keyed hashes. docs/permissions.md describes what happens without it.");
      rule("", List.of("secrets"), verbs(Purpose.DRIFT));
    }
  }

  private void comment(String sentence) {
    out.append("  # ").append(sentence).append('\n');
  }

  private void rule(String group, List<String> resources, List<String> verbs) {
    out.append("  - apiGroups: [").append(scalar(group)).append("]\n");
    if (resources.size() == 1) {
      out.append("    resources: [").append(scalar(resources.getFirst())).append("]\n");
    } else {
      out.append("    resources:\n");
      resources.forEach(one -> out.append("      - ").append(scalar(one)).append('\n'));
    }
    out.append("    verbs: [").append(String.join(", ", verbs)).append("]\n");
  }

  /// Discovery and flags may contain any text.
  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !WORDS.contains(text)
        ? text
        : JsonWriter.text(Value.of(text));
  }

  private static String sentence(Purpose purpose) {
    return switch (purpose) {
      case DRIFT -> "Compared with Git, or needed to explain a difference.";
      case POSTURE -> "Read only by posture rules. Drift is found without it.";
      case OWNERS -> "Shows what controls or owns objects that Git does not declare.";
      case RENDERING -> "Renders sources as their deployers do, at the commits that they applied.";
      case DRY_RUN -> "For --dry-run=server: asks what the API server would store. Stores nothing.";
      case REVERT -> "For --act and drift revert: puts back what Git declares. Deletes nothing.";
    };
  }

  private static List<String> verbs(Purpose purpose) {
    return switch (purpose) {
      case DRIFT, RENDERING -> List.of("get", "list");
      case POSTURE, OWNERS -> List.of("list");
      case DRY_RUN -> List.of("create", "update");
      case REVERT -> List.of("create", "patch");
    };
  }
}
