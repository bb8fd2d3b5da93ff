package dev.drift.source.flux;

import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.flux.cluster.FluxInventory;
import dev.drift.source.part.AppliedTree;
import dev.drift.source.part.DeployedObjects;
import dev.drift.source.part.Inventory;
import dev.drift.source.part.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Flux says of the Kustomizations that it has applied, and of the commits that it has fetched
/// for them.
final class AppliedKustomizations {
  private static final String FLUX = "Flux";
  private static final String VERSION = Kinds.FLUX_GIT_REPOSITORY.group() + "/v1";

  private final Reading reading;
  private final DeployedObjects kustomizations;

  /// Those that are sources of Kustomizations: of others in the cluster, nobody needs to know.
  private final Map<ResourceRef, ClusterFacts.Answer> repositories = new HashMap<>();

  AppliedKustomizations(Reading reading) {
    this.reading = reading;
    this.kustomizations = new DeployedObjects(reading, FLUX, Kinds.FLUX_KUSTOMIZATION);
  }

  private Optional<Value.Obj> status(FluxKustomization flux) {
    return kustomizations.status(flux.namespace(), flux.name());
  }

  /// The revision that Flux has fetched last.
  private Optional<String> fetched(SourceRef source) {
    ResourceId id = new ResourceId(Kinds.FLUX_GIT_REPOSITORY, source.namespace(), source.name());
    if (!source.kind().equals(id.kind()) || reading.request().options().applied().isEmpty()) {
      return Optional.empty();
    }
    return repositories.computeIfAbsent(
                new ResourceRef(VERSION, id), reading.request().cluster()::object)
            instanceof ClusterFacts.Answer.Found(Value.Obj repository)
        ? repository.object("status").object("artifact").text("revision")
        : Optional.empty();
  }

  /// The files that Flux has applied to it. They are not known either if it may be applying others
  /// that are not known.
  AppliedTree tree(FluxKustomization flux) {
    Optional<String> applied = status(flux).flatMap(it -> it.text("lastAppliedRevision"));
    Optional<String> fetched = fetched(flux.source());
    return !fetched.equals(applied)
            && AppliedTree.fetched(reading, FLUX, fetched) instanceof AppliedTree.Unreadable not
        ? not
        : AppliedTree.of(reading, FLUX, applied);
  }

  /// Whether Flux may be applying another commit than this, so that the cluster has values of both.
  ///
  /// @param commit 40 hexadecimal digits
  boolean mayBeApplyingOther(FluxKustomization flux, String commit) {
    return fetched(flux.source())
        .flatMap(AppliedTree::commit)
        .filter(it -> !it.equals(commit))
        .isPresent();
  }

  /// What Flux has applied at this commit; empty if that is not known, or it is applying something
  /// else.
  ///
  /// @param commit 40 hexadecimal digits
  Optional<Inventory> inventory(FluxKustomization flux, String commit) {
    return status(flux)
        .filter(it -> it.text("lastAppliedRevision").filter(at -> at.endsWith(commit)).isPresent())
        .filter(it -> it.text("lastAppliedRevision").equals(it.text("lastAttemptedRevision")))
        .flatMap(FluxInventory::of);
  }

  /// Why the commits that Flux has applied are not known, if somebody asked for them.
  List<Problem> notes() {
    List<Problem> notes = new ArrayList<>(kustomizations.notes());
    repositories
        .values()
        .forEach(
            it -> {
              if (it instanceof ClusterFacts.Answer.Unknown(String why)) {
                notes.add(AppliedTree.notKnown(FLUX, why));
              }
            });
    return notes.stream().distinct().toList();
  }
}
