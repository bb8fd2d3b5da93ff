package dev.drift.rule.delivery;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.world.MaskedWorld;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Flux is suspended for an object, or Argo CD does not sync it automatically.
final class DeliverySuspended implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEL010", "suspended-delivery", Category.DELIVERY, Severity.MEDIUM)
          .what("Flux is suspended for an object, or Argo CD does not sync it automatically.")
          .why("From then on the cluster drifts from Git, and nothing corrects it.")
          .example("The Kustomization trino was suspended for debugging and never resumed.")
          .remedy("Resume it, for example with `flux resume`, or turn automated sync back on.");

  private static final Path SUSPEND = Path.of("spec", "suspend");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(Kinds.FLUX_KUSTOMIZATION, Kinds.FLUX_HELM_RELEASE, Kinds.FLUX_GIT_REPOSITORY);
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    return resource.content().object("spec").get("suspend").equals(Optional.of(Value.of(true)))
        ? List.of(
            Offence.of(
                this,
                resource,
                SUSPEND,
                "it is suspended, so Flux does not apply what Git declares"))
        : List.of();
  }
}
