package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Offence;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.WorldRule;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Two autoscalers scale the same workload.
final class TwoScalers implements WorldRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SCL009", "two-scalers", Category.SCALING, Severity.HIGH)
          .what("Two autoscalers scale the same workload.")
          .why("They override each other, so the number of Pods keeps swinging.")
          .example(
              "`kubectl autoscale` created a HorizontalPodAutoscaler for a workload that KEDA already scales.")
          .remedy("Delete one of the two.");

  private static final Path TARGET = Path.of("spec", "scaleTargetRef");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(Kinds.HORIZONTAL_POD_AUTOSCALER);
  }

  @Override
  public Extent extent() {
    return Extent.NAMESPACE;
  }

  @Override
  public List<Offence> judge(MaskedWorld world) {
    List<Offence> offences = new ArrayList<>();
    Map<ResourceId, LiveResource> first = new HashMap<>();
    for (LiveResource autoscaler : world.judged(Kinds.HORIZONTAL_POD_AUTOSCALER).toList()) {
      LiveResource other = first.putIfAbsent(target(autoscaler), autoscaler);
      if (other != null) {
        offences.add(
            Offence.of(
                this,
                autoscaler,
                TARGET,
                "it scales %s %s, as does the HorizontalPodAutoscaler %s%s"
                    .formatted(
                        target(autoscaler).groupKind().kind(),
                        target(autoscaler).name(),
                        other.id().name(),
                        maker(other).or(() -> maker(autoscaler)).orElse(""))));
      }
    }
    return offences;
  }

  private static ResourceId target(LiveResource autoscaler) {
    Value.Obj reference = autoscaler.content().object("spec").object("scaleTargetRef");
    return new ResourceId(
        GroupKind.of(reference.text("apiVersion").orElse(""), reference.text("kind").orElse("")),
        autoscaler.id().namespace(),
        reference.text("name").orElse(""));
  }

  private static Optional<String> maker(LiveResource autoscaler) {
    return autoscaler
        .controller()
        .filter(controller -> controller.kind().group().equals("keda.sh"))
        .map(controller -> "; KEDA manages one of them for %s".formatted(controller.name()));
  }
}
