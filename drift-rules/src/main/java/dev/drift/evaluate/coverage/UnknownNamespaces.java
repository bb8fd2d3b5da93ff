package dev.drift.evaluate.coverage;

import dev.drift.model.KindCoverage;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.Kinds;
import dev.drift.world.DesiredState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Namespaces that a run was asked for and that neither side has: a typing error must not look like
/// a namespace in sync. The API server cannot tell: it LISTs a missing namespace as empty.
public final class UnknownNamespaces {

  private UnknownNamespaces() {}

  public static List<Problem> problems(DesiredState desired, LiveState live) {
    // A chart or a broken file may declare objects there.
    if (desired.onlyNamespaces().isEmpty() || !desired.unrendered().isEmpty()) {
      return List.of();
    }
    Set<String> known = homes(desired.resources().keySet());
    known.addAll(homes(desired.elsewhere().keySet()));
    known.addAll(homes(live.resources().keySet()));
    boolean asked = live.coverageOf(Kinds.NAMESPACE).map(KindCoverage::known).orElse(false);
    List<Problem> problems = new ArrayList<>();
    for (String namespace : new TreeSet<>(desired.onlyNamespaces())) {
      if (!known.contains(namespace)) {
        problems.add(Problem.of(Problem.Code.UNKNOWN_NAMESPACE, sentence(namespace, asked)));
      }
    }
    return problems;
  }

  private static Set<String> homes(Collection<ResourceId> ids) {
    Set<String> homes = new HashSet<>();
    ids.forEach(id -> homes.add(id.home()));
    return homes;
  }

  private static String sentence(String namespace, boolean asked) {
    return asked
        ? "neither Git nor the cluster has the namespace %s; check --namespace".formatted(namespace)
        : ("Git declares nothing in the namespace %s, and Drift could not check whether it"
                + " exists; check --namespace, or allow getting this Namespace")
            .formatted(namespace);
  }
}
