package dev.drift.plan;

import dev.drift.evaluate.Evaluation;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.Verdict;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.owner.Owners;
import dev.drift.owner.Ownership;
import dev.drift.policy.action.Permit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether an unmanaged object may be deleted. Each condition is one that another tool lacked when
/// it deleted what only looked unmanaged:
/// <https://github.com/fluxcd/kustomize-controller/issues/192>, 187 and 338 to 340 there.
final class Deletion {
  private static final Duration YOUNGEST = Duration.ofMinutes(15);

  /// If fewer than these are left of ten resources, the sources have lost too many.
  private static final int LEFT_OF_TEN = 8;

  /// Labels and annotations by which deployers and operators mark what is theirs. Operators copy
  /// them to what they make, so they prove nothing, but they are reason enough not to delete.
  private static final List<String> MARKS =
      List.of(
          "argocd.argoproj.io/",
          "kustomize.toolkit.fluxcd.io/",
          "helm.toolkit.fluxcd.io/",
          "meta.helm.sh/",
          "helm.sh/",
          "olm.owner",
          "operators.coreos.com/",
          "objectset.rio.cattle.io/",
          "app.kubernetes.io/managed-by",
          "app.kubernetes.io/instance",
          "config.k8s.io/owning-inventory");

  private final Evaluation evaluation;
  private final Past past;
  private final Instant now;
  private final Owners owners;

  Deletion(Evaluation evaluation, Past past, Instant now) {
    this.evaluation = evaluation;
    this.past = past;
    this.now = now;
    this.owners =
        Owners.of(evaluation.world().live(), evaluation.world().desired().onlyNamespaces());
  }

  /// @return why not; empty if it may be
  Optional<String> refusal(LiveResource object, Cause cause) {
    ResourceId id = object.id();
    boolean permitted =
        cause.decision().rule().filter(it -> it.allow().contains(Permit.DELETE)).isPresent();
    if (Kinds.NEVER_DELETED.contains(id.groupKind())) {
      return Optional.of("Drift never deletes a %s".formatted(id.kind()));
    }
    if (!permitted) {
      return Optional.of("no policy rule allows its deletion (allow: [delete])");
    }
    if (cause.decision().rule().filter(it -> it.namesKind(id.groupKind())).isEmpty()) {
      return Optional.of("the policy rule does not name its kind");
    }
    return incomplete().or(() -> shrunk()).or(() -> marked(object)).or(() -> young(object));
  }

  /// What could not be read may declare the object.
  private Optional<String> incomplete() {
    boolean unknown =
        !evaluation.world().desired().unrendered().isEmpty()
            || !evaluation.world().desired().problems().isEmpty()
            || evaluation.verdicts().stream().anyMatch(it -> it.verdict() == Verdict.UNKNOWN);
    return unknown
        ? Optional.of("not everything could be read and compared in this run")
        : Optional.empty();
  }

  private Optional<String> shrunk() {
    int declared = evaluation.world().declared().size();
    if (declared == 0) {
      return Optional.of("Git declares nothing");
    }
    return past.declared().isPresent() && declared * 10 < past.declared().getAsInt() * LEFT_OF_TEN
        ? Optional.of(
            "Git declares %d resources, %d in the run before"
                .formatted(declared, past.declared().getAsInt()))
        : Optional.empty();
  }

  private Optional<String> marked(LiveResource object) {
    if (!object.metadata().list("ownerReferences").isEmpty()) {
      return Optional.of("it has an owner reference");
    }
    if (!(owners.of(object) instanceof Ownership.None)) {
      return Optional.of("it carries the marks of another deployer");
    }
    for (Value.Obj marks :
        List.of(object.metadata().object("labels"), object.metadata().object("annotations"))) {
      for (String name : marks.fields().keySet()) {
        if (MARKS.stream().anyMatch(name::startsWith)) {
          return Optional.of("its metadata has %s, which deployers write".formatted(name));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> young(LiveResource object) {
    return object.created().filter(at -> !at.isAfter(now.minus(YOUNGEST))).isPresent()
        ? Optional.empty()
        : Optional.of("it is younger than %d minutes".formatted(YOUNGEST.toMinutes()));
  }
}
