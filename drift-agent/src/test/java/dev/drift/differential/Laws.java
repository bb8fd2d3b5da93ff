package dev.drift.differential;

import dev.drift.canonical.Canonical;
import dev.drift.canonical.Canonicaliser;
import dev.drift.canonical.schema.KindSchema;
import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.TypeTable;
import dev.drift.compare.Comparer;
import dev.drift.compare.Comparison;
import dev.drift.explain.Explainer;
import dev.drift.model.Cluster;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import dev.drift.world.DesiredState;
import dev.drift.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// What must hold between a desired object and what the server would store for it.
final class Laws {
  private final TypeTable table;
  private final List<Value.Obj> cluster;
  private final OffFeatures features;

  /// @param cluster objects that are really there
  Laws(TypeTable table, List<Value.Obj> cluster, OffFeatures features) {
    this.table = table;
    this.features = features;
    this.cluster = List.copyOf(cluster);
  }

  /// What holding an object to the laws gave.
  ///
  /// @param breaches each in a line; none where all is well
  /// @param off fields that the server dropped since their feature is off
  record Judgement(List<String> breaches, int off) {
    Judgement {
      breaches = List.copyOf(breaches);
    }
  }

  Judgement judge(Shape shape, Value.Obj desired, Value.Obj stored, long seed) {
    Run run = new Run(shape, desired, stored);
    List<String> breaches = new ArrayList<>();
    Canonical canonical = run.created(desired);
    canonical.invalid().forEach(i -> breaches.add("INVALID " + i.path() + ": " + i.reason()));
    breaches.addAll(run.drift("", canonical, stored));
    Value.Obj again = run.canonical(canonical.content()).content();
    if (!again.equals(canonical.content())) {
      breaches.add("TWICE canonicalising twice changes something");
      breaches.addAll(run.drift("TWICE ", run.canonical(canonical.content()), canonical.content()));
    }
    Canonical back = run.canonical(stored);
    back.invalid().forEach(i -> breaches.add("BACK INVALID " + i.path() + ": " + i.reason()));
    breaches.addAll(run.drift("BACK ", back, stored));
    if (breaches.isEmpty()) {
      Value.Obj permuted = new Permutation(new Random(seed)).of(shape, stored);
      breaches.addAll(run.drift("PERMUTED ", canonical, permuted));
    }
    return new Judgement(breaches, run.off);
  }

  private final class Run {
    private final Shape shape;
    private final Value.Obj desired;
    private int off;
    private final Schemas schemas;
    private final KindSchema schema;
    private final ResourceRef ref;
    private final Explainer explainer;
    private final LiveResource live;

    Run(Shape shape, Value.Obj desired, Value.Obj stored) {
      this.shape = shape;
      this.desired = desired;
      Map<ResourceId, LiveResource> resources = new HashMap<>();
      cluster.forEach(object -> put(resources, object));
      live = put(resources, stored);
      ref = live.ref();
      LiveState state =
          new LiveState(
              new Cluster("https://example", table.version(), "test", "uid"),
              Instant.EPOCH,
              List.of(),
              List.of(),
              Resources.of(resources.values()),
              Map.of(),
              Optional.empty());
      schemas = Schemas.of(table, state);
      schema =
          schemas
              .schema(ref.apiVersion(), desired.text("kind").orElseThrow())
              .orElseThrow(() -> new IllegalStateException("no schema of " + ref));
      explainer =
          new Explainer(
              World.of(
                  DesiredState.of(List.of(), List.of(), List.of()),
                  state,
                  List.of(),
                  new Redactor(new MaskKey(new byte[32]))));
    }

    Canonical canonical(Value.Obj desired) {
      return new Canonicaliser(schemas).canonical(schema, desired);
    }

    /// The server is asked to create it, nulls included.
    Canonical created(Value.Obj desired) {
      return new Canonicaliser(schemas)
          .withNullsSent(schema, desired)
          .orElseGet(() -> canonical(desired));
    }

    /// What the engine finds and nothing explains.
    List<String> drift(String law, Canonical canonical, Value.Obj stored) {
      Value.Obj normal = new Canonicaliser(schemas).normal(schema, stored);
      Comparison comparison = new Comparer(schemas).compare(ref, schema, canonical, normal);
      List<String> lines = new ArrayList<>();
      comparison.pending().forEach(path -> lines.add(law + "PENDING " + path));
      for (Difference difference : comparison.differences()) {
        if (features.explain(difference, shape, desired)) {
          off++;
        } else if (explainer.explain(difference, live).isEmpty()) {
          lines.add(law + difference.change() + " " + difference.path());
        }
      }
      return lines;
    }
  }

  private static LiveResource put(Map<ResourceId, LiveResource> resources, Value.Obj object) {
    Value.Obj metadata = object.object("metadata");
    String apiVersion = object.text("apiVersion").orElseThrow();
    ResourceId id =
        new ResourceId(
            GroupKind.of(apiVersion, object.text("kind").orElseThrow()),
            metadata.text("namespace").orElse(""),
            metadata.text("name").orElseThrow());
    LiveResource resource = new LiveResource(new ResourceRef(apiVersion, id), object, List.of());
    resources.put(id, resource);
    return resource;
  }
}
