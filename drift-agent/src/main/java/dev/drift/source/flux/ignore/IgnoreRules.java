package dev.drift.source.flux.ignore;

import dev.drift.model.Manifest;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules of `spec.ignore` of a Kustomization and of `spec.driftDetection.ignore` of a
/// HelmRelease: JSON pointers, and the objects that they are for.
///
/// Flux keeps rules by their target, so of those without one only the last counts; see
/// `CompileIgnoreRules` in <https://github.com/fluxcd/pkg/blob/main/ssa/jsondiff/unstructured.go>.
///
/// @param refused clauses about rules that are not applied, or not as they are written
public record IgnoreRules(List<Rule> rules, List<String> refused) {
  /// Of the whole object.
  public static final String WHOLE = "";

  /// One rule.
  ///
  /// @param number counted from 1
  /// @param target empty for all objects
  /// @param paths JSON pointers
  public record Rule(int number, Optional<ObjectSelector> target, List<String> paths) {
    public Rule {
      paths = List.copyOf(paths);
    }

    /// Whether it is about the object.
    public boolean isFor(Manifest manifest) {
      return target.map(it -> it.matches(manifest)).orElse(true);
    }
  }

  public IgnoreRules {
    rules = List.copyOf(rules);
    refused = List.copyOf(refused);
  }

  /// @param owner of the field `ignore`
  /// @param whole whether [#WHOLE] is a path
  public static IgnoreRules of(Value.Obj owner, boolean whole) {
    List<String> refused = new ArrayList<>();
    Value list = owner.get("ignore").orElse(Value.Null.NULL);
    List<Value> items = List.of();
    if (list instanceof Value.Arr(List<Value> all)) {
      items = all;
    } else if (!list.equals(Value.Null.NULL)) {
      refused.add("it is not a list of rules");
    }
    List<Rule> rules = new ArrayList<>();
    Optional<Rule> ofAll = Optional.empty();
    for (int i = 0; i < items.size(); i++) {
      Optional<Rule> rule = rule(i + 1, items.get(i), whole, refused);
      if (rule.filter(it -> it.target().isEmpty()).isPresent()) {
        ofAll.ifPresent(
            before ->
                refused.add(
                    "rule %d has no target, and of such rules Flux applies only the last"
                        .formatted(before.number())));
        ofAll = rule;
      } else {
        rule.ifPresent(rules::add);
      }
    }
    ofAll.ifPresent(rules::add);
    return new IgnoreRules(rules, refused);
  }

  private static Optional<Rule> rule(int number, Value item, boolean whole, List<String> refused) {
    if (!(item instanceof Value.Obj rule)) {
      refused.add("rule %d is not a mapping".formatted(number));
      return Optional.empty();
    }
    if (!(rule.get("paths").orElse(Value.Null.NULL) instanceof Value.Arr(List<Value> written))) {
      refused.add("rule %d has no list of paths".formatted(number));
      return Optional.empty();
    }
    List<String> paths = new ArrayList<>();
    for (Value path : written) {
      if (path instanceof Value.Str(String text)
          && (text.startsWith("/") || (whole && text.equals(WHOLE)))) {
        paths.add(text);
      } else {
        refused.add(
            "rule %d has a path that is not a JSON pointer such as /spec/replicas"
                .formatted(number));
      }
    }
    Value target = rule.get("target").orElse(Value.Null.NULL);
    if (target.equals(Value.Null.NULL)) {
      return Optional.of(new Rule(number, Optional.empty(), paths));
    }
    Optional<ObjectSelector> selector =
        target instanceof Value.Obj fields ? ObjectSelector.of(fields) : Optional.empty();
    if (selector.isEmpty()) {
      refused.add(
          "rule %d has a target with a regular expression or a selector that Drift does not evaluate"
              .formatted(number));
      return Optional.empty();
    }
    return Optional.of(new Rule(number, selector, paths));
  }

  /// The paths of all rules for an object.
  public List<String> paths(Manifest manifest) {
    return rules.stream()
        .filter(it -> it.isFor(manifest))
        .flatMap(it -> it.paths().stream())
        .distinct()
        .toList();
  }
}
