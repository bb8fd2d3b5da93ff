package dev.drift.judge;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.Rule;
import dev.drift.rule.WorldRule;
import dev.drift.rule.configuration.ConfigurationRules;
import dev.drift.rule.delivery.DeliveryRules;
import dev.drift.rule.dependency.DependencyRules;
import dev.drift.rule.general.GeneralRules;
import dev.drift.rule.infrastructure.InfrastructureRules;
import dev.drift.rule.metadata.MetadataRules;
import dev.drift.rule.observability.ObservabilityRules;
import dev.drift.rule.scaling.ScalingRules;
import dev.drift.rule.security.SecurityRules;
import dev.drift.world.Reads;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All rules.
public final class Rules {
  /// In the order in which they are asked. The last one matches every difference: none is ever
  /// lost.
  public static final List<Rule> ALL =
      Stream.of(
              // Before what is said of any whole resource: these know what roles and bindings mean.
              SecurityRules.ALL,
              GeneralRules.OF_WHOLE_RESOURCES,
              // Before what is left of labels and annotations.
              MetadataRules.ALL,
              // Before the configuration: a dashboard is a ConfigMap.
              ObservabilityRules.ALL,
              ConfigurationRules.ALL,
              ScalingRules.ALL,
              DependencyRules.ALL,
              InfrastructureRules.ALL,
              DeliveryRules.ALL,
              GeneralRules.OF_WHAT_IS_LEFT)
          .<Rule>flatMap(List::stream)
          .toList();

  static final List<DifferenceRule> OF_DIFFERENCES = ofShape(DifferenceRule.class);
  static final List<ResourceRule> OF_RESOURCES = ofShape(ResourceRule.class);
  static final List<WorldRule> OF_WORLDS = ofShape(WorldRule.class);

  /// Kinds that are read if the cluster serves them, in addition to those that are compared: what
  /// posture rules judge, and what those look at that judge all objects. Whatever else rules look
  /// at makes a finding clearer, and they make do without it.
  public static final Set<GroupKind> READ =
      Stream.of(
              OF_RESOURCES.stream().flatMap(rule -> rule.kinds().stream()),
              OF_RESOURCES.stream().flatMap(rule -> rule.needs().stream()),
              OF_WORLDS.stream().flatMap(rule -> rule.reads().kinds().keySet().stream()),
              Stream.of(Kinds.VERTICAL_POD_AUTOSCALER, Kinds.NODE))
          .flatMap(kinds -> kinds)
          .collect(
              Collectors.collectingAndThen(
                  Collectors.toCollection(TreeSet::new), Collections::unmodifiableSet));

  private Rules() {}

  /// What rules look at while they judge a difference.
  public static Reads readsOfDifferences() {
    return Differences.READS;
  }

  /// Put together once, by the first update: a single check does not ask.
  private static final class Differences {
    static final Reads READS =
        OF_DIFFERENCES.stream().map(Rule::reads).reduce(Reads.NOTHING, Reads::and);
  }

  /// The rule that speaks of this difference.
  ///
  /// @param difference as a rule may see it
  public static DifferenceRule ruleFor(Function<DifferenceRule, JudgedDifference> difference) {
    return OF_DIFFERENCES.stream()
        .filter(rule -> rule.matches(difference.apply(rule)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the last rule matches everything"));
  }

  /// @param code such as `CFG001`
  public static Optional<Rule> of(String code) {
    return ALL.stream().filter(rule -> rule.info().code().equals(code)).findFirst();
  }

  private static <R extends Rule> List<R> ofShape(Class<R> shape) {
    return ALL.stream().filter(shape::isInstance).map(shape::cast).toList();
  }
}
