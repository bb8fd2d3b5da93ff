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
import dev.drift.world.Reads;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The cluster was applied from a different revision than the source's current one.
final class DeliveryBehind implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEL012", "delivery-behind", Category.DELIVERY, Severity.MEDIUM)
          .what("The cluster was applied from a different revision than the source's current one.")
          .why("The latest merged changes are not deployed.")
          .example(
              "The Kustomization trino has applied main@sha1:1f3a…, but its GitRepository is at main@sha1:9c41….")
          .remedy(
              "Wait for the next reconciliation; if nothing changes, check the status conditions of the object.");

  private static final Path STATUS = Path.of("status");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(Kinds.FLUX_KUSTOMIZATION, Kinds.FLUX_GIT_REPOSITORY, Kinds.ARGO_APPLICATION);
  }

  @Override
  public Reads reads() {
    return Reads.inCluster(Kinds.FLUX_GIT_REPOSITORY);
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    Optional<String> wrong =
        resource.id().groupKind().equals(Kinds.ARGO_APPLICATION)
            ? ofArgo(resource)
            : resource.id().groupKind().equals(Kinds.FLUX_KUSTOMIZATION)
                ? ofFlux(resource, world)
                : Optional.empty();
    return wrong.map(message -> Offence.of(this, resource, STATUS, message)).stream().toList();
  }

  private static Optional<String> ofFlux(LiveResource kustomization, MaskedWorld world) {
    Value.Obj status = kustomization.content().object("status");
    Value.Obj source = kustomization.content().object("spec").object("sourceRef");
    Optional<String> head =
        source.text("kind").equals(Optional.of("GitRepository"))
            ? world
                .find(
                    Kinds.FLUX_GIT_REPOSITORY,
                    source.text("namespace").orElse(kustomization.id().namespace()),
                    source.text("name").orElse(""))
                .flatMap(
                    repository ->
                        repository.content().object("status").object("artifact").text("revision"))
            : Optional.empty();
    Optional<String> applied = status.text("lastAppliedRevision");
    return head.filter(revision -> applied.isPresent() && !applied.get().equals(revision))
        .map(
            revision ->
                "Flux has applied %s, but the GitRepository %s is at %s"
                    .formatted(applied.get(), source.text("name").orElse(""), revision));
  }

  private static Optional<String> ofArgo(LiveResource application) {
    Value.Obj sync = application.content().object("status").object("sync");
    return sync.text("status")
        .filter("OutOfSync"::equals)
        .map(
            _ ->
                "Argo CD reports it out of sync%s"
                    .formatted(
                        sync.text("revision").map(revision -> " with " + revision).orElse("")));
  }
}
