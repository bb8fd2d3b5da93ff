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

/// Flux or Argo CD cannot apply what Git declares.
final class DeliveryFailing implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEL011", "failing-delivery", Category.DELIVERY, Severity.HIGH)
          .what("Flux or Argo CD cannot apply what Git declares.")
          .why("The cluster stays at the last applied state, no matter what is merged.")
          .example("A Kustomization has Ready=False because a manifest fails validation.")
          .remedy(
              "Read the message; fix the manifests in Git, or give the controller what it lacks.");

  private static final Path STATUS = Path.of("status");
  private static final Set<String> FAILED = Set.of("Failed", "Error");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(
        Kinds.FLUX_KUSTOMIZATION,
        Kinds.FLUX_HELM_RELEASE,
        Kinds.FLUX_GIT_REPOSITORY,
        Kinds.ARGO_APPLICATION);
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    Optional<String> wrong =
        resource.id().groupKind().equals(Kinds.ARGO_APPLICATION)
            ? ofArgo(resource)
            : ofFlux(resource);
    return wrong.map(message -> Offence.of(this, resource, STATUS, message)).stream().toList();
  }

  private static Optional<String> ofFlux(LiveResource resource) {
    return Delivery.condition(resource, "Ready")
        .filter(ready -> ready.text("status").equals(Optional.of("False")))
        .map(
            ready ->
                "Flux reports Ready=False (%s)%s"
                    .formatted(
                        ready.text("reason").orElse("no reason given"),
                        Delivery.words(ready.text("message"))));
  }

  private static Optional<String> ofArgo(LiveResource application) {
    Value.Obj operation = application.content().object("status").object("operationState");
    return operation
        .text("phase")
        .filter(FAILED::contains)
        .map(
            phase ->
                "Argo CD's last sync ended as %s%s"
                    .formatted(phase, Delivery.words(operation.text("message"))));
  }
}
