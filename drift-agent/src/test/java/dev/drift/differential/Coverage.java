package dev.drift.differential;

import dev.drift.canonical.schema.TypeTable;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which of the kinds that a server serves are generated.
///
/// @param missing neither generated nor excused
/// @param stale generated or excused, though the newest server does not serve them
record Coverage(Set<String> missing, Set<String> stale) {
  private static final String REQUEST = "a question to the server, which stores nothing";

  /// Why a kind that can be created is not generated.
  private static final Map<String, String> EXCUSED =
      Map.of(
          "Binding v1", REQUEST,
          "LocalSubjectAccessReview authorization.k8s.io/v1", REQUEST,
          "SelfSubjectAccessReview authorization.k8s.io/v1", REQUEST,
          "SelfSubjectReview authentication.k8s.io/v1", REQUEST,
          "SelfSubjectRulesReview authorization.k8s.io/v1", REQUEST,
          "SubjectAccessReview authorization.k8s.io/v1", REQUEST,
          "TokenReview authentication.k8s.io/v1", REQUEST);

  /// @param served such as `Deployment apps/v1`
  /// @param version of the server, such as `v1.36.3`: an older one need not serve all that is new
  static Coverage of(Set<String> served, Set<String> generated, String version) {
    Set<String> missing = new TreeSet<>(served);
    missing.removeAll(generated);
    missing.removeAll(EXCUSED.keySet());
    Set<String> stale = new TreeSet<>(generated);
    stale.addAll(EXCUSED.keySet());
    stale.removeAll(served);
    boolean newest = TypeTable.newest().serves(version);
    return new Coverage(missing, newest ? stale : Set.of());
  }
}
