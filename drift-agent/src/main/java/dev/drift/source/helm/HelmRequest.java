package dev.drift.source.helm;

import static java.util.Objects.requireNonNull;

import dev.drift.model.origin.SourceFile;
import dev.drift.source.ClusterFacts;
import dev.drift.source.RenderOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a chart is rendered for.
///
/// @param release the name of the release
/// @param namespace of the release
/// @param action what Helm did last
/// @param values files with values; later ones win
/// @param kubeVersion such as `v1.35.1`; empty for what helm was built for
/// @param apiVersions that the cluster serves, besides those that helm knows
/// @param arguments more of `helm template`, such as `--set-string`; nothing of the source may be
///     an argument by itself
public record HelmRequest(
    String release,
    String namespace,
    Action action,
    List<SourceFile> values,
    Optional<String> kubeVersion,
    List<String> apiVersions,
    List<String> arguments) {
  /// As Helm names releases:
  /// <https://github.com/helm/helm/blob/main/pkg/chart/v2/util/validate_name.go>
  private static final Pattern RELEASE =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private static final int LONGEST_RELEASE = 53;
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /// What Helm does with a release: templates may make something else of an upgrade.
  public enum Action {
    INSTALL,
    UPGRADE,
    /// Nobody says which.
    EITHER
  }

  public HelmRequest {
    requireNonNull(release, "release is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(action, "action is null");
    values = List.copyOf(values);
    requireNonNull(kubeVersion, "kubeVersion is null");
    apiVersions = List.copyOf(apiVersions);
    arguments = List.copyOf(arguments);
  }

  /// For a cluster, with no more arguments.
  public static HelmRequest of(
      String release,
      String namespace,
      Action action,
      List<SourceFile> values,
      ClusterFacts cluster) {
    return new HelmRequest(
        release, namespace, action, values, cluster.version(), cluster.apiVersions(), List.of());
  }

  /// The same with these arguments of `helm template` too.
  public HelmRequest with(String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return new HelmRequest(release, namespace, action, values, kubeVersion, apiVersions, all);
  }

  /// The same for what is rendered only to show what comes of a change: no schema says which values
  /// are allowed.
  public HelmRequest with(RenderOptions options) {
    return options.concerning().isPresent() ? with("--skip-schema-validation") : this;
  }

  /// Why helm would not take it: a clause. A name that starts with a hyphen would be an option.
  Optional<String> refusal() {
    if (release.length() > LONGEST_RELEASE || !RELEASE.matcher(release).matches()) {
      return Optional.of(
          "its release cannot have the name %s: at most %d lowercase letters, digits, hyphens and dots"
              .formatted(shown(release), LONGEST_RELEASE));
    }
    return NAMESPACE.matcher(namespace).matches()
        ? Optional.empty()
        : Optional.of(
            "its release cannot be in the namespace %s: at most 63 lowercase letters, digits and hyphens"
                .formatted(shown(namespace)));
  }

  private static String shown(String name) {
    return name.isEmpty() ? "\"\"" : name.replaceAll("[^\\w.-]", "?");
  }
}
