package dev.drift.evaluate.comparison;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells differences that somebody made from those that followed from them by themselves.
///
/// A difference follows from another when it is gone from the manifest that has the other one as in
/// the cluster: then the API server itself gave it that value. This needs no list of defaults, so
/// every conditional default of the canonical form counts. What is displaced stands in [Displaced].
final class Consequences {
  /// Somebody who changes more than this in one object made more than one change.
  private static final int MOST_CAUSES = 32;

  private static final Comparator<Difference> LIKELY_CAUSE_FIRST =
      Comparator.comparingInt((Difference difference) -> rank(difference.change()))
          .thenComparing(difference -> isOldName(difference))
          .thenComparingInt(difference -> difference.path().elements().size());

  private final Value.Obj manifest;
  private final Function<Value.Obj, List<Difference>> compare;

  /// @param compare what would differ if Git said this
  Consequences(Value.Obj manifest, Function<Value.Obj, List<Difference>> compare) {
    this.manifest = manifest;
    this.compare = compare;
  }

  /// The same differences, those that follow from another within it.
  List<Difference> folded(List<Difference> drift) {
    int all = compare.apply(manifest).size();
    Set<Difference> followed = new HashSet<>();
    Map<Difference, List<Difference>> following = new LinkedHashMap<>();
    List<Difference> causes =
        drift.stream()
            .filter(Consequences::isOfField)
            .sorted(LIKELY_CAUSE_FIRST)
            .limit(MOST_CAUSES)
            .toList();
    for (Difference cause : causes) {
      if (!followed.contains(cause)) {
        List<Difference> open =
            drift.stream()
                .filter(one -> !one.equals(cause) && isOfField(one))
                .filter(one -> !followed.contains(one) && !following.containsKey(one))
                .toList();
        List<Difference> consequences = open.isEmpty() ? List.of() : of(cause, open, all);
        if (!consequences.isEmpty()) {
          following.put(cause, consequences);
          followed.addAll(consequences);
        }
      }
    }
    return drift.stream()
        .filter(one -> !followed.contains(one))
        .map(one -> following.containsKey(one) ? one.with(following.get(one)) : one)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private List<Difference> of(Difference cause, List<Difference> open, int all) {
    List<Difference> displaced = open.stream().filter(one -> Displaced.by(cause, one)).toList();
    Optional<List<Difference>> left = Replay.of(manifest, cause).map(compare);
    if (left.isEmpty()) {
      return displaced;
    }
    List<Difference> gone =
        open.stream().filter(one -> !Comparisons.remains(one, left.get())).toList();
    // Items of a list may be paired another way now: what differs elsewhere instead did not follow.
    boolean fewer = left.get().size() <= all - 1 - gone.size();
    return open.stream()
        .filter(one -> displaced.contains(one) || (fewer && gone.contains(one)))
        .toList();
  }

  private static boolean isOfField(Difference difference) {
    return difference.path().equals(difference.ofField().path());
  }

  /// What Git names was changed by somebody; what it leaves to defaults may follow.
  private static int rank(Change change) {
    return switch (change) {
      case CHANGED -> 0;
      case ADDED -> 1;
      case DEFAULT_CHANGED -> 2;
      case REMOVED, REORDERED, MISSING, UNMANAGED -> 3;
    };
  }

  /// The API server keeps an old name of a field equal to the new one.
  private static boolean isOldName(Difference difference) {
    String path = difference.path().toString();
    return path.endsWith(".serviceAccount") || path.endsWith(".dataSource");
  }
}
