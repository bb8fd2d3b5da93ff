package dev.drift.act.cluster;

import dev.drift.model.kind.ApiKind;
import java.util.List;
import java.util.Optional;

/// A kind of policy report that the cluster serves, in its namespaced and its cluster-scoped form.
record ReportFormat(ApiKind namespaced, ApiKind clusterScoped) {
  /// OpenReports took over from the prototype of the policy working group:
  /// <https://github.com/openreports/reports-api>.
  private static final List<List<String>> KNOWN =
      List.of(
          List.of("openreports.io/v1alpha1", "Report", "ClusterReport"),
          List.of("wgpolicyk8s.io/v1alpha2", "PolicyReport", "ClusterPolicyReport"));

  static Optional<ReportFormat> served(ClusterObjects objects) {
    for (List<String> one : KNOWN) {
      Optional<ApiKind> namespaced = objects.kind(one.get(0), one.get(1));
      Optional<ApiKind> clusterScoped = objects.kind(one.get(0), one.get(2));
      if (namespaced.isPresent() && clusterScoped.isPresent()) {
        return Optional.of(new ReportFormat(namespaced.get(), clusterScoped.get()));
      }
    }
    return Optional.empty();
  }
}
