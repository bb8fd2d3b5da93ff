package dev.drift.rule.delivery;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.Path;
import dev.drift.model.Value;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.Scene;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Flux has been told not to apply something, or Argo CD not to do so by itself.
final class DeliverySuspended implements ResourceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "DEL010",
          "suspended-delivery",
          Category.DELIVERY,
          Severity.MEDIUM,
          "Flux has been told not to apply something, or Argo CD not to do so by itself.",
          "Git and the cluster drift apart from that moment, and nothing corrects it.",
          "The Kustomization trino was suspended for a night of debugging.",
          "Resume it, such as with `flux resume`, once the reason is gone.");

  private static final Path SUSPEND = Path.of("spec", "suspend");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(Delivery.KUSTOMIZATION, Delivery.HELM_RELEASE, Delivery.GIT_REPOSITORY);
  }

  @Override
  public List<Offence> judge(LiveResource resource, Scene scene) {
    return resource.content().object("spec").get("suspend").equals(Optional.of(Value.of(true)))
        ? List.of(
            Offence.of(
                this, resource, SUSPEND, "it is suspended, so Flux does not apply what Git says"))
        : List.of();
  }
}
