package dev.drift.rule.metadata;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ResourceId;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;
import dev.drift.world.Declared;
import dev.drift.world.Reads;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A label differs from Git, so a NetworkPolicy, webhook or Service selects different objects.
final class SelectionChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEP005", "changed-selection", Category.DEPENDENCY, Severity.HIGH)
          .what(
              "A label differs from Git, so a NetworkPolicy, webhook or Service selects different objects.")
          .why(
              "Selectors decide which Pods may talk to each other, what admission checks and which Pods receive requests.")
          .example(
              "A Namespace got the label `team=trino`, which a NetworkPolicy in another namespace admits.")
          .remedy(
              "Undo the change, or declare it in Git; check for unexpected traffic in the meantime.");
  private static final int NAMED = 3;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Reads reads() {
    return Selecting.READS;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return !selectors(difference).isEmpty();
  }

  @Override
  public String message(JudgedDifference difference) {
    List<Selecting> selectors = selectors(difference);
    String names =
        selectors.stream()
            .limit(NAMED)
            .map(one -> one.sentence(labels(difference)))
            .collect(Collectors.joining(", "));
    String rest =
        selectors.size() > NAMED ? " and %d more".formatted(selectors.size() - NAMED) : "";
    return "the label %s %s: %s%s"
        .formatted(difference.lastName(), difference.comparison(), names, rest);
  }

  private static Value.Obj labels(JudgedDifference difference) {
    return Labelled.of(difference).map(Labelled::live).orElse(Value.Obj.EMPTY);
  }

  private static List<Selecting> selectors(JudgedDifference difference) {
    Optional<Labelled> labelled = Labelled.of(difference);
    return labelled.isEmpty()
        ? List.of()
        : Selecting.all(difference.world(), labelled.get().id(), labelled.get().namespace())
            .filter(
                one ->
                    one.selector().selects(labelled.get().desired())
                        != one.selector().selects(labelled.get().live()))
            .distinct()
            .toList();
  }

  /// The labels of a Namespace or of a workload's Pods.
  private record Labelled(ResourceId id, boolean namespace, Value.Obj desired, Value.Obj live) {

    static Optional<Labelled> of(JudgedDifference difference) {
      ResourceId id = difference.difference().resource().id();
      List<Path.Element> elements = difference.path().elements();
      boolean namespace = id.kind().equals("Namespace") && id.groupKind().group().isEmpty();
      boolean pods = difference.passes("template");
      if (Marks.key(difference.path()).isEmpty()
          || !elements.get(elements.size() - 2).equals(new Path.Field("labels"))
          || !(namespace || pods)) {
        return Optional.empty();
      }
      Path labels = new Path(elements.subList(0, elements.size() - 1));
      Value.Obj desired =
          difference.world().desired(id).map(Declared::content).orElse(Value.Obj.EMPTY);
      Value.Obj live =
          difference.world().find(id).map(one -> one.content()).orElse(Value.Obj.EMPTY);
      return Optional.of(
          new Labelled(id, namespace, object(labels, desired), object(labels, live)));
    }

    private static Value.Obj object(Path path, Value.Obj root) {
      return Steps.at(path, root).orElse(Value.Null.NULL) instanceof Value.Obj object
          ? object
          : Value.Obj.EMPTY;
    }
  }
}
