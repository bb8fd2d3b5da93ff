package dev.drift.act.revert;

import dev.drift.evaluate.Evaluation;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.kubernetes.write.ReadAnswer;
import dev.drift.kubernetes.write.StoredObject;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.plan.ownership.Deployers;
import dev.drift.plan.ownership.FieldManager;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Finds objects whose fields Drift still owns, because a run was stopped between its patch and the
/// handover, and hands them over. The objects themselves tell, so nothing has to be remembered.
public final class Leftovers {
  private final ObjectWriter writer;
  private final Function<ResourceRef, Optional<ApiKind>> kinds;
  private final InstantSource clock;

  public Leftovers(
      ObjectWriter writer, Function<ResourceRef, Optional<ApiKind>> kinds, InstantSource clock) {
    this.writer = writer;
    this.kinds = kinds;
    this.clock = clock;
  }

  /// @return what happened to each, or why it did not
  public Map<ResourceRef, Optional<String>> handOver(Evaluation evaluation) {
    Map<ResourceRef, Optional<String>> done = new TreeMap<>();
    Deployers deployers = Deployers.of(evaluation);
    for (DesiredResource resource : evaluation.world().declared().values()) {
      LiveResource live = evaluation.world().live().resources().get(resource.id());
      if (live == null || !isLeft(live)) {
        continue;
      }
      Optional<FieldManager> deployer = deployers.of(resource, live, List.of());
      Optional<ApiKind> kind = kinds.apply(resource.ref());
      if (deployer.filter(it -> it.operation() == FieldManager.Operation.APPLY).isPresent()
          && kind.isPresent()
          && writer.read(kind.get(), resource.id()) instanceof ReadAnswer.Found(StoredObject now)) {
        done.put(resource.ref(), handOver(kind.get(), resource, deployer, now));
      }
    }
    return done;
  }

  private Optional<String> handOver(
      ApiKind kind, DesiredResource resource, Optional<FieldManager> deployer, StoredObject now) {
    Ownership ownership = new Ownership(writer, clock);
    return switch (ownership.declared(kind, resource, deployer)) {
      case Ownership.Declared.Unknown(String why) -> Optional.of(why);
      case Ownership.Declared.Known declared ->
          ownership.handOver(kind, resource.id(), declared, deployer, now);
    };
  }

  private static boolean isLeft(LiveResource live) {
    return live.owners().stream()
        .anyMatch(
            owner ->
                owner.manager().equals(FieldManager.DRIFT)
                    && owner.operation().equals(FieldManager.Operation.UPDATE.label())
                    && owner.subresource().isEmpty());
  }
}
