package dev.drift.policy;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.Glob;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.PathPattern;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which differences a policy speaks of: all criteria that are given must hold, of each any one.
///
/// @param kinds `Deployment`, of any group, or `Deployment.apps`
/// @param names of resources
/// @param labels all of them
/// @param paths differences there and below
/// @param jq differences at what the expressions select, and below
/// @param managers the field manager that wrote the value, by its own word
/// @param keys of texts that are made of settings: the difference is at one of these
record Match(
    Set<String> kinds,
    List<Glob> namespaces,
    List<Glob> names,
    Map<String, String> labels,
    List<PathPattern> paths,
    List<JqExpression> jq,
    Set<String> managers,
    Set<String> keys) {
  static final Match ALL =
      new Match(Set.of(), List.of(), List.of(), Map.of(), List.of(), List.of(), Set.of(), Set.of());

  Match {
    kinds = Set.copyOf(kinds);
    namespaces = List.copyOf(namespaces);
    names = List.copyOf(names);
    labels = Map.copyOf(labels);
    paths = List.copyOf(paths);
    jq = List.copyOf(jq);
    managers = Set.copyOf(managers);
    keys = Set.copyOf(keys);
  }

  /// @param manager who wrote the live value; empty if nobody is named
  boolean matches(PolicySubject subject, Difference difference, String manager) {
    return isAbout(subject)
        && (managers.isEmpty() || managers.contains(manager))
        && (paths.isEmpty() || paths.stream().anyMatch(p -> p.matchesPrefix(difference.path())))
        && (jq.isEmpty() || jq.stream().anyMatch(e -> isSelected(e, subject, difference)))
        && (keys.isEmpty() || differsInKeysOnly(difference));
  }

  /// Whether it speaks of this resource, or of something in it.
  boolean isAbout(PolicySubject subject) {
    GroupKind kind = subject.resource().id().groupKind();
    return (kinds.isEmpty() || kinds.contains(kind.kind()) || kinds.contains(kind.toString()))
        && fits(namespaces, subject.resource().id().namespace())
        && fits(names, subject.resource().id().name())
        && labels.entrySet().stream()
            .allMatch(label -> subject.hasLabel(label.getKey(), label.getValue()));
  }

  /// Whether a difference at any path of a resource matches, and also that all of it is missing or
  /// unmanaged.
  boolean isWhole() {
    return paths.isEmpty() && jq.isEmpty() && keys.isEmpty();
  }

  private static boolean fits(List<Glob> globs, String name) {
    return globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(name));
  }

  /// Each side is asked for what it has: a position of Git's list may be another item's in the
  /// cluster.
  private static boolean isSelected(
      JqExpression expression, PolicySubject subject, Difference difference) {
    Difference field = difference.ofField(); // jq sees a text as a whole
    boolean inGit =
        field.change() != Change.ADDED
            && isBelow(field.path(), subject.desired(), subject.desiredPaths(expression));
    boolean inCluster =
        field.change() != Change.REMOVED
            && isBelow(field.livePath(), subject.live(), subject.livePaths(expression));
    return inGit || inCluster;
  }

  private static boolean isBelow(Path path, Optional<Value.Obj> object, Collection<Path> selected) {
    return object
        .flatMap(root -> plain(path, root))
        .filter(at -> selected.stream().anyMatch(at::startsWith))
        .isPresent();
  }

  /// The path with only fields and positions, as jq counts.
  private static Optional<Path> plain(Path path, Value root) {
    Path plain = Path.ROOT;
    Optional<Value> value = Optional.of(root);
    for (Path.Element element : path.elements()) {
      if (element instanceof Path.Field) {
        plain = plain.plus(element);
      } else {
        Optional<Integer> item = value.flatMap(list -> Steps.item(element, list));
        if (item.isEmpty()) {
          return Optional.empty();
        }
        plain = plain.plus(new Path.Index(item.get()));
      }
      value = value.flatMap(v -> Steps.step(element, v));
    }
    return Optional.of(plain);
  }

  private boolean differsInKeysOnly(Difference difference) {
    if (!difference.path().equals(difference.ofField().path())) {
      return StructuredText.isAt(keys, difference);
    }
    return difference.desired().orElse(Value.Null.NULL) instanceof Value.Str(String desired)
        && difference.live().orElse(Value.Null.NULL) instanceof Value.Str(String live)
        && StructuredText.sameBut(keys, difference.path(), desired, live);
  }
}
