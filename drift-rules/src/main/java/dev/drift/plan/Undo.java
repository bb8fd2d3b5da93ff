package dev.drift.plan;

import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The steps that undo some differences of one object and touch nothing else.
///
/// What cannot be undone by itself is refused with the reason. The patch is proven before anybody
/// sees it: the patched object, compared with Git, has none of the differences that were to be
/// undone and no new one.
///
/// @param steps in the order in which they have to be carried out
/// @param refused differences that are left, with half a sentence that says why
record Undo(List<Step> steps, Map<Difference, String> refused) {
  static final String TOUCHES_OTHERS = "undoing it would also change %s, which is not to be undone";
  static final String NOT_A_VALUE = "the value is not at a place that a patch can reach";
  static final String UNPROVEN =
      "a patch of this value does not give what Git declares; apply Git instead";

  /// @param wanted some of the differences of the comparison
  /// @param compare compares Git with the object as it would be after the patch
  static Undo of(
      ResourceComparison comparison,
      List<Difference> wanted,
      Function<LiveResource, Optional<ResourceComparison>> compare) {
    Map<Difference, String> refused = new LinkedHashMap<>();
    Set<Difference> left = new LinkedHashSet<>(wanted);
    List<Step> steps =
        targets(comparison, left, refused).values().stream()
            .map(target -> step(target, comparison))
            .toList();
    if (steps.isEmpty()) {
      return new Undo(steps, refused);
    }
    LiveResource live = comparison.live();
    Optional<StepPatch> patch = StepPatch.of(live, steps);
    Optional<String> why =
        patch.isEmpty()
            ? Optional.of(NOT_A_VALUE)
            : compare
                    .apply(new LiveResource(live.ref(), patch.get().object(), live.owners()))
                    .filter(after -> isUndone(comparison, left, after))
                    .isPresent()
                ? Optional.empty()
                : Optional.of(UNPROVEN);
    if (why.isEmpty()) {
      return new Undo(steps, refused);
    }
    left.forEach(difference -> refused.put(difference, why.get()));
    return new Undo(List.of(), refused);
  }

  /// One place of the object that changes.
  ///
  /// @param after empty if what is there is removed
  /// @param whole whether a list is replaced as a whole
  private record Target(Path livePath, Path path, Optional<Value> after, boolean whole) {}

  /// Leaves in `left` what can be undone.
  private static Map<Path, Target> targets(
      ResourceComparison comparison, Set<Difference> left, Map<Difference, String> refused) {
    List<Difference> all = comparison.comparison().differences();
    while (true) {
      Map<Path, Target> targets = new LinkedHashMap<>();
      Map<Difference, String> now = new LinkedHashMap<>();
      for (Difference difference : left) {
        for (Difference one : withConsequences(difference)) {
          Optional<Target> target = target(one, comparison);
          Optional<String> why =
              target.isEmpty()
                  ? Optional.of(NOT_A_VALUE)
                  : touched(target.get(), all, left).map(TOUCHES_OTHERS::formatted);
          if (why.isPresent()) {
            now.put(difference, why.get());
          } else {
            targets.putIfAbsent(target.get().livePath(), target.get());
          }
        }
      }
      if (now.isEmpty()) {
        return outermost(targets);
      }
      refused.putAll(now);
      left.removeAll(now.keySet());
    }
  }

  /// What is within a list that is replaced as a whole is put back with it.
  private static Map<Path, Target> outermost(Map<Path, Target> targets) {
    Map<Path, Target> outermost = new LinkedHashMap<>(targets);
    outermost
        .keySet()
        .removeIf(
            path ->
                targets.values().stream()
                    .anyMatch(
                        other ->
                            other.whole()
                                && !path.equals(other.livePath())
                                && path.startsWith(other.livePath())));
    return outermost;
  }

  private static List<Difference> withConsequences(Difference difference) {
    return Stream.concat(Stream.of(difference), difference.consequences().stream()).toList();
  }

  /// A difference that stays and stands at the target, within it or around it.
  private static Optional<Path> touched(Target target, List<Difference> all, Set<Difference> left) {
    Set<Path> undone = new LinkedHashSet<>();
    left.forEach(one -> withConsequences(one).forEach(it -> undone.add(it.livePath())));
    return all.stream()
        .map(Difference::livePath)
        .filter(path -> !undone.contains(path))
        .filter(path -> path.startsWith(target.livePath()) || target.livePath().startsWith(path))
        .findFirst();
  }

  private static Optional<Target> target(Difference difference, ResourceComparison comparison) {
    Difference field = difference.ofField();
    if (field.change() == Change.MISSING || field.change() == Change.UNMANAGED) {
      return Optional.empty();
    }
    Value live = comparison.live().content();
    Value desired = comparison.canonical().content();
    List<Path.Element> elements = field.livePath().elements();
    for (int i = 0; i < elements.size(); i++) {
      Path list = new Path(elements.subList(0, i));
      if (isOfWholeList(elements.get(i), list, live, desired)) {
        Path inGit = new Path(field.path().elements().subList(0, i));
        return whole(list, inGit, desired);
      }
    }
    return field.change() == Change.REORDERED
        ? whole(field.livePath(), field.path(), desired)
        : Optional.of(
            new Target(
                field.livePath(),
                field.path(),
                field.change() == Change.ADDED ? Optional.empty() : field.desired(),
                false));
  }

  private static Optional<Target> whole(Path livePath, Path path, Value desired) {
    return Optional.of(new Target(livePath, path, Steps.at(path, desired), true));
  }

  /// Items without identity, and items of a list that has one of its keys twice, cannot be found
  /// one by one.
  private static boolean isOfWholeList(Path.Element element, Path list, Value live, Value desired) {
    return switch (element) {
      case Path.Field _, Path.Member _ -> false;
      case Path.Index _ -> true;
      case Path.Key key -> isDoubled(key, list, live) || isDoubled(key, list, desired);
    };
  }

  /// Whether any two items of the list have the same key.
  private static boolean isDoubled(Path.Key key, Path list, Value root) {
    if (!(Steps.at(list, root).orElse(Value.Null.NULL) instanceof Value.Arr(List<Value> items))) {
      return false;
    }
    Set<List<Optional<Value>>> seen = new HashSet<>();
    return items.stream()
        .map(
            item ->
                key.parts().stream()
                    .map(part -> item instanceof Value.Obj it ? it.get(part.name()) : unkeyed())
                    .toList())
        .anyMatch(one -> !seen.add(one));
  }

  private static Optional<Value> unkeyed() {
    return Optional.empty();
  }

  private static Step step(Target target, ResourceComparison comparison) {
    List<Path.Element> elements = target.path().elements();
    Path around = new Path(elements.subList(0, Math.max(0, elements.size() - 1)));
    List<Value> siblings =
        Steps.at(around, comparison.canonical().content()).orElse(Value.Null.NULL)
                instanceof Value.Arr(List<Value> items)
            ? items
            : List.of();
    return new Step(
        target.livePath(),
        Steps.at(target.livePath(), comparison.live().content()),
        target.after(),
        siblings);
  }

  /// Whether none of the differences that were undone is left, and none is new.
  static boolean isUndone(
      ResourceComparison before, Set<Difference> undone, ResourceComparison after) {
    Set<Path> known = new LinkedHashSet<>();
    before.comparison().differences().forEach(one -> known.add(one.livePath()));
    undone.stream()
        .flatMap(one -> withConsequences(one).stream())
        .forEach(one -> known.remove(one.livePath()));
    return after.comparison().differences().stream()
        .allMatch(one -> known.contains(one.livePath()));
  }
}
