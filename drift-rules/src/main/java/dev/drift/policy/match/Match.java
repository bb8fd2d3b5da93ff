package dev.drift.policy.match;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.Glob;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.PathPattern;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
/// @param additions whether only what the cluster has beside what Git declares is meant; see
///     [Additions]
public record Match(
    Set<String> kinds,
    List<Glob> namespaces,
    List<Glob> names,
    Map<String, String> labels,
    List<PathPattern> paths,
    List<JqExpression> jq,
    Set<String> managers,
    Set<String> keys,
    boolean additions) {
  public static final Match ALL =
      new Match(Set.of(), List.of(), List.of(), Map.of(), List.of(), List.of(), Set.of(), Set.of());

  public Match {
    kinds = Set.copyOf(kinds);
    namespaces = List.copyOf(namespaces);
    names = List.copyOf(names);
    labels = Map.copyOf(labels);
    paths = List.copyOf(paths);
    jq = List.copyOf(jq);
    managers = Set.copyOf(managers);
    keys = Set.copyOf(keys);
  }

  /// Of any difference.
  public Match(
      Set<String> kinds,
      List<Glob> namespaces,
      List<Glob> names,
      Map<String, String> labels,
      List<PathPattern> paths,
      List<JqExpression> jq,
      Set<String> managers,
      Set<String> keys) {
    this(kinds, namespaces, names, labels, paths, jq, managers, keys, false);
  }

  /// The criteria by name, in the order in which they are tried.
  public enum Criterion {
    KINDS,
    NAMESPACES,
    NAMES,
    LABELS,
    MANAGERS,
    PATHS,
    JQ,
    KEYS,
    ADDITIONS;

    /// The name in a policy.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// @param manager who wrote the live value; empty if nobody is named
  public boolean matches(PolicySubject subject, Difference difference, String manager) {
    return mismatch(subject, difference, manager).isEmpty();
  }

  /// The first criterion that does not hold; empty if all hold.
  ///
  /// @param manager who wrote the live value; empty if nobody is named
  public Optional<Criterion> mismatch(
      PolicySubject subject, Difference difference, String manager) {
    Optional<Criterion> other = mismatch(subject);
    if (other.isPresent()) {
      return other;
    }
    if (!managers.isEmpty() && !managers.contains(manager)) {
      return Optional.of(Criterion.MANAGERS);
    }
    if (!paths.isEmpty() && paths.stream().noneMatch(p -> p.matchesPrefix(difference.path()))) {
      return Optional.of(Criterion.PATHS);
    }
    if (!jq.isEmpty() && jq.stream().noneMatch(e -> isSelected(e, subject, difference))) {
      return Optional.of(Criterion.JQ);
    }
    if (!keys.isEmpty() && !differsInKeysOnly(difference)) {
      return Optional.of(Criterion.KEYS);
    }
    if (additions && !Additions.isOne(difference, subject.desired())) {
      return Optional.of(Criterion.ADDITIONS);
    }
    return Optional.empty();
  }

  /// Whether it speaks of this resource, or of something in it.
  public boolean isAbout(PolicySubject subject) {
    return mismatch(subject).isEmpty();
  }

  private Optional<Criterion> mismatch(PolicySubject subject) {
    ResourceId id = subject.resource().id();
    GroupKind kind = id.groupKind();
    if (!kinds.isEmpty() && !kinds.contains(kind.kind()) && !kinds.contains(kind.toString())) {
      return Optional.of(Criterion.KINDS);
    }
    if (!fits(namespaces, id.namespace())) {
      return Optional.of(Criterion.NAMESPACES);
    }
    if (!fits(names, id.name())) {
      return Optional.of(Criterion.NAMES);
    }
    return labels.entrySet().stream()
            .allMatch(label -> subject.hasLabel(label.getKey(), label.getValue()))
        ? Optional.empty()
        : Optional.of(Criterion.LABELS);
  }

  /// Whether a difference at any path of a resource matches, and also that all of it is missing or
  /// unmanaged.
  public boolean isWhole() {
    return paths.isEmpty() && jq.isEmpty() && keys.isEmpty() && !additions;
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
