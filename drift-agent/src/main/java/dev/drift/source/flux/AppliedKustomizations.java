package dev.drift.source.flux;

import dev.drift.model.Lazy;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.part.AppliedTree;
import dev.drift.source.part.Inventory;
import dev.drift.source.part.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Flux says of the Kustomizations that it has applied. It is asked for all of them at once.
final class AppliedKustomizations {
  private final Reading reading;
  private final Lazy<ClusterFacts.Listing> listing;
  private final Lazy<Map<String, Value.Obj>> statuses = new Lazy<>(this::statuses);

  AppliedKustomizations(Reading reading) {
    this.reading = reading;
    this.listing = new Lazy<>(() -> reading.request().cluster().objects(Kinds.FLUX_KUSTOMIZATION));
  }

  private Map<String, Value.Obj> statuses() {
    Map<String, Value.Obj> byId = new HashMap<>();
    if (listing.get() instanceof ClusterFacts.Listing.Found(List<Value.Obj> all)) {
      for (Value.Obj one : all) {
        Value.Obj metadata = one.object("metadata");
        byId.put(
            metadata.text("namespace").orElse("") + "/" + metadata.text("name").orElse(""),
            one.object("status"));
      }
    }
    return byId;
  }

  private Optional<Value.Obj> status(FluxKustomization flux) {
    return reading.request().options().applied().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(statuses.get().get(flux.id()));
  }

  /// The files that Flux has applied to it.
  AppliedTree tree(FluxKustomization flux) {
    return AppliedTree.of(
        reading, "Flux", status(flux).flatMap(it -> it.text("lastAppliedRevision")));
  }

  /// What Flux has applied at this commit; empty if that is not known, or it is applying something
  /// else.
  ///
  /// @param commit 40 hexadecimal digits
  Optional<Inventory> inventory(FluxKustomization flux, String commit) {
    return status(flux)
        .filter(it -> it.text("lastAppliedRevision").filter(at -> at.endsWith(commit)).isPresent())
        .filter(it -> it.text("lastAppliedRevision").equals(it.text("lastAttemptedRevision")))
        .filter(it -> it.get("inventory").isPresent())
        .map(it -> inventory(it.object("inventory")));
  }

  /// See <https://fluxcd.io/flux/components/kustomize/kustomizations/#inventory>.
  private static Inventory inventory(Value.Obj inventory) {
    List<ResourceId> ids = new ArrayList<>();
    for (Value.Obj entry : inventory.objects("entries")) {
      entry.text("id").flatMap(AppliedKustomizations::id).ifPresent(ids::add);
    }
    return new Inventory(ids);
  }

  /// `namespace_name_group_Kind`, with `__` for a colon.
  private static Optional<ResourceId> id(String text) {
    int namespace = text.indexOf('_');
    int kind = text.lastIndexOf('_');
    int group = kind < 0 ? -1 : text.lastIndexOf('_', kind - 1);
    return namespace < 0 || group <= namespace
        ? Optional.empty()
        : Optional.of(
            new ResourceId(
                new GroupKind(text.substring(group + 1, kind), text.substring(kind + 1)),
                text.substring(0, namespace),
                text.substring(namespace + 1, group).replace("__", ":")));
  }

  /// Why the commits that Flux has applied are not known, if somebody asked for them.
  List<Problem> notes() {
    return reading.request().options().applied().isPresent()
            && listing.get() instanceof ClusterFacts.Listing.Unknown(String why)
        ? List.of(AppliedTree.notKnown("Flux", why))
        : List.of();
  }
}
