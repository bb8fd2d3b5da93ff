package dev.drift.source.part;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Lazy;
import dev.drift.model.Problem;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The objects of one kind by which a cluster tells a deployer what to apply, and the deployer
/// says what it has applied. The cluster is asked for all of them at once, and not at all if what
/// is read is compared.
public final class DeployedObjects {
  private final Reading reading;
  private final String deployer;
  private final Lazy<ClusterFacts.Listing> listing;
  private final Lazy<Map<String, Value.Obj>> byName = new Lazy<>(this::byName);

  /// @param deployer its name, such as `Flux`
  public DeployedObjects(Reading reading, String deployer, GroupKind kind) {
    this.reading = requireNonNull(reading, "reading is null");
    this.deployer = requireNonNull(deployer, "deployer is null");
    this.listing = new Lazy<>(() -> reading.request().cluster().objects(kind));
  }

  private Map<String, Value.Obj> byName() {
    Map<String, Value.Obj> all = new HashMap<>();
    if (listing.get() instanceof ClusterFacts.Listing.Found(List<Value.Obj> contents)) {
      for (Value.Obj one : contents) {
        Value.Obj metadata = one.object("metadata");
        String name = metadata.text("name").orElse("");
        all.put(metadata.text("namespace").orElse("") + "/" + name, one);
        // A file may leave the namespace to whoever applies it.
        all.put("/" + name, one);
      }
    }
    return all;
  }

  private boolean isAsked() {
    return reading.request().options().applied().isPresent();
  }

  /// What the deployer says of an object.
  ///
  /// @param namespace empty if it is not known
  public Optional<Value.Obj> status(String namespace, String name) {
    return isAsked()
        ? Optional.ofNullable(byName.get().get(namespace + "/" + name))
            .map(it -> it.object("status"))
        : Optional.empty();
  }

  /// Why it is not known what was applied, if somebody asked for it.
  public List<Problem> notes() {
    return isAsked() && listing.get() instanceof ClusterFacts.Listing.Unknown(String why)
        ? List.of(AppliedTree.notKnown(deployer, why))
        : List.of();
  }
}
