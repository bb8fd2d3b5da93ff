package dev.drift.pipeline;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The commits that Flux and Argo CD name in a cluster. Both name a commit before they apply it:
/// the GitRepository or HelmChart says what was fetched, and the Application what is compared with
/// the cluster, or is about to be applied.
final class NamedCommits {
  /// Kinds whose objects name commits.
  private static final Set<GroupKind> KINDS =
      Set.of(
          Kinds.ARGO_APPLICATION,
          Kinds.FLUX_GIT_REPOSITORY,
          Kinds.FLUX_HELM_CHART,
          Kinds.FLUX_KUSTOMIZATION);

  /// Each has to be rendered. A deployer applies one at a time, but may serve several branches.
  private static final int MOST = 4;

  private static final Pattern COMMIT = Pattern.compile("\\b[0-9a-f]{40}\\b");

  private NamedCommits() {}

  /// Whether these kinds are those of a deployer.
  static boolean areNamedBy(Collection<GroupKind> kinds) {
    return kinds.stream().anyMatch(KINDS::contains);
  }

  /// Also commits of other repositories. What the cluster does not answer names none.
  ///
  /// @param kinds that are asked for, if they are those of a deployer
  /// @return 40 hexadecimal digits each
  static Set<String> in(ClusterFacts cluster, Collection<GroupKind> kinds) {
    Set<String> commits = new TreeSet<>();
    for (Value.Obj one : deployers(cluster, kinds)) {
      find(one.object("status"), commits);
      // What Argo CD is to do next.
      find(one.object("operation"), commits);
    }
    return commits;
  }

  /// Those that deployers may be applying and have not applied yet: what Flux has fetched or tried,
  /// and what Argo CD compares or syncs.
  ///
  /// @param kinds that are asked for, if they are those of a deployer
  /// @return 40 hexadecimal digits each, [#MOST] at most; also of other repositories
  static Set<String> applying(ClusterFacts cluster, Collection<GroupKind> kinds) {
    Set<String> applying = new TreeSet<>();
    Set<String> applied = new TreeSet<>();
    for (Value.Obj one : deployers(cluster, kinds)) {
      Value.Obj status = one.object("status");
      find(status.object("artifact"), applying);
      status.get("lastAttemptedRevision").ifPresent(it -> find(it, applying));
      find(status.object("sync"), applying);
      find(status.object("operationState").object("operation"), applying);
      find(one.object("operation"), applying);
      status.get("lastAppliedRevision").ifPresent(it -> find(it, applied));
    }
    // What all have applied is what was compared first.
    if (applied.size() == 1) {
      applying.removeAll(applied);
    }
    return applying.stream().limit(MOST).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Value.Obj> deployers(ClusterFacts cluster, Collection<GroupKind> kinds) {
    List<Value.Obj> deployers = new ArrayList<>();
    for (GroupKind kind : kinds) {
      if (KINDS.contains(kind)
          && cluster.objects(kind) instanceof ClusterFacts.Listing.Found(List<Value.Obj> all)) {
        deployers.addAll(all);
      }
    }
    return deployers;
  }

  private static void find(Value value, Set<String> commits) {
    switch (value) {
      case Value.Obj object -> object.fields().values().forEach(it -> find(it, commits));
      case Value.Arr(List<Value> items) -> items.forEach(it -> find(it, commits));
      case Value.Str(String text) -> {
        Matcher commit = COMMIT.matcher(text);
        while (commit.find()) {
          commits.add(commit.group());
        }
      }
      default -> {}
    }
  }
}
