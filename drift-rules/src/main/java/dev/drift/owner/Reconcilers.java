package dev.drift.owner;

import static java.util.Objects.requireNonNull;

import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import java.util.Optional;
import java.util.Set;

/// Which object of Flux or Argo CD keeps another one as its source says, and puts it back by itself
/// or when it is asked to.
public final class Reconcilers {
  private final FluxInventories flux;
  private final ArgoApplications argo;

  private Reconcilers(Records records) {
    this.flux = new FluxInventories(records);
    this.argo = new ArgoApplications(records);
  }

  /// @param namespaces the only ones that were read; empty for all
  public static Reconcilers of(LiveState live, Set<String> namespaces) {
    return new Reconcilers(new Records(live, namespaces));
  }

  /// Who keeps the object.
  public sealed interface Keeper {
    /// @param object such as a Kustomization or an Application
    record Known(LiveResource object) implements Keeper {
      public Known {
        requireNonNull(object, "object is null");
      }

      /// The annotation by which it is asked to reconcile.
      public String annotation() {
        return isOfArgo() ? "argocd.argoproj.io/refresh" : "reconcile.fluxcd.io/requestedAt";
      }

      public boolean isOfArgo() {
        return object.id().groupKind().equals(Kinds.ARGO_APPLICATION);
      }

      /// The revision that it applied last, word for word.
      public Optional<String> revision() {
        return isOfArgo()
            ? ArgoApplications.applied(object)
            : Records.status(object).text("lastAppliedRevision");
      }

      /// A request to reconcile that it has not answered yet. Argo CD answers by removing it.
      public Optional<String> pending() {
        return Records.annotation(object, annotation())
            .filter(
                request ->
                    isOfArgo()
                        || !Records.status(object)
                            .text("lastHandledReconcileAt")
                            .equals(Optional.of(request)));
      }

      /// Why it puts nothing back, not even when it is asked to: half a sentence.
      public Optional<String> idle() {
        return isOfArgo() ? ArgoApplications.idle(object) : FluxInventories.idle(object);
      }

      /// Such as `Flux Kustomization flux-system/trino`.
      @Override
      public String toString() {
        return name(object.id());
      }
    }

    /// The object says that it is kept, and this could not be verified.
    ///
    /// @param sentence without its full stop
    record Unverifiable(GroupKind kind, String sentence) implements Keeper {}

    record Nobody() implements Keeper {}
  }

  /// Of what keeps objects, such as `Flux Kustomization flux-system/trino`.
  public static String name(ResourceId keeper) {
    return (keeper.groupKind().equals(Kinds.ARGO_APPLICATION) ? "Argo CD " : "Flux ") + keeper;
  }

  public Keeper of(LiveResource object) {
    Optional<LiveResource> known = flux.reconciler(object).or(() -> argo.reconciler(object));
    if (known.isPresent()) {
      return new Keeper.Known(known.get());
    }
    for (Deployer deployer : new Deployer[] {flux, argo}) {
      if (deployer.of(object) instanceof Ownership.Unverifiable(GroupKind kind, String sentence)) {
        return new Keeper.Unverifiable(kind, sentence);
      }
    }
    return new Keeper.Nobody();
  }
}
