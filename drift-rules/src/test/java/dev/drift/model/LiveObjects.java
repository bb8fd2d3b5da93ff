package dev.drift.model;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Objects of a cluster that tests make up.
public final class LiveObjects {
  private LiveObjects() {}

  /// A cluster in which nothing is.
  public static LiveState none() {
    return new LiveState(
        new Cluster("https://example", "v1.36.3", "test", "uid"),
        Instant.EPOCH,
        List.of(),
        List.of(),
        Resources.none(),
        Map.of(),
        Optional.empty());
  }

  public static LiveState state(Collection<LiveResource> all) {
    return none().with(Resources.of(all));
  }

  /// The same cluster with something said of which kinds were read.
  public static LiveState covered(LiveState state, List<KindCoverage> coverage) {
    return new LiveState(
        state.cluster(),
        state.takenAt(),
        state.kinds(),
        coverage,
        state.resources(),
        state.openApi(),
        state.keyId());
  }

  /// The same cluster with each of its objects changed.
  public static LiveState each(LiveState state, UnaryOperator<LiveResource> change) {
    return state.with(Resources.of(state.resources().values().stream().map(change).toList()));
  }

  /// An object that nobody is known to own a field of.
  public static LiveResource live(Value.Obj object) {
    return new LiveResource(ref(object), object, List.of());
  }

  /// The metadata of an object that another one controls.
  public static Value.Obj controlled(Value.Obj metadata, LiveResource controller) {
    Value.Obj reference =
        Value.Obj.EMPTY
            .with("apiVersion", Value.of(controller.ref().apiVersion()))
            .with("kind", Value.of(controller.id().kind()))
            .with("name", Value.of(controller.id().name()))
            .with("uid", Value.of(controller.uid().orElse("none")))
            .with("controller", Value.of(true));
    return metadata.with("ownerReferences", new Value.Arr(List.of(reference)));
  }

  /// What an object says of its name.
  public static ResourceRef ref(Value.Obj object) {
    Value.Obj metadata = object.object("metadata");
    String apiVersion = object.text("apiVersion").orElseThrow();
    return new ResourceRef(
        apiVersion,
        new ResourceId(
            GroupKind.of(apiVersion, object.text("kind").orElseThrow()),
            metadata.text("namespace").orElse(""),
            metadata.text("name").orElseThrow()));
  }
}
