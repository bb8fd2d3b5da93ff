package dev.drift.source.flux.cluster;

import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The objects of Flux that a cluster has, wherever they are declared.
///
/// @param sources such as GitRepositories
public record LiveFlux(
    List<Manifest> kustomizations, List<Manifest> releases, List<Manifest> sources) {
  private static final String CLUSTER = "cluster";
  private static final String SOURCES = Kinds.FLUX_GIT_REPOSITORY.group();
  private static final List<String> SOURCE_KINDS =
      List.of("GitRepository", "OCIRepository", "HelmRepository", "Bucket", "HelmChart");
  private static final String OWNER = Kinds.FLUX_KUSTOMIZATION.group();

  public LiveFlux {
    kustomizations = List.copyOf(kustomizations);
    releases = List.copyOf(releases);
    sources = List.copyOf(sources);
  }

  /// What is known of them.
  public sealed interface Result {
    record Found(LiveFlux flux) implements Result {}

    /// @param why a clause
    record Unknown(String why) implements Result {}
  }

  public static Result of(ClusterFacts cluster) {
    List<Manifest> found = new ArrayList<>();
    List<GroupKind> kinds =
        new ArrayList<>(List.of(Kinds.FLUX_KUSTOMIZATION, Kinds.FLUX_HELM_RELEASE));
    SOURCE_KINDS.forEach(it -> kinds.add(new GroupKind(SOURCES, it)));
    for (GroupKind kind : kinds) {
      switch (cluster.objects(kind)) {
        case ClusterFacts.Listing.Unknown(String why) -> {
          return new Result.Unknown(why.replaceFirst("\\.+$", ""));
        }
        case ClusterFacts.Listing.Found(List<Value.Obj> contents) ->
            contents.stream()
                .map(it -> manifest(kind, it))
                .sorted(Comparator.comparing(Manifest::namespace).thenComparing(Manifest::name))
                .forEach(found::add);
      }
    }
    return new Result.Found(
        new LiveFlux(
            of(Kinds.FLUX_KUSTOMIZATION, found),
            of(Kinds.FLUX_HELM_RELEASE, found),
            found.stream().filter(it -> it.groupKind().group().equals(SOURCES)).toList()));
  }

  private static List<Manifest> of(GroupKind kind, List<Manifest> found) {
    return found.stream().filter(it -> it.is(kind)).toList();
  }

  /// What people wrote, without what the cluster keeps of it.
  private static Manifest manifest(GroupKind kind, Value.Obj live) {
    Value.Obj metadata = live.object("metadata");
    Value.Obj kept = Value.Obj.EMPTY;
    for (String field : List.of("name", "namespace", "labels", "annotations")) {
      Optional<Value> value = metadata.get(field);
      kept = value.isPresent() ? kept.with(field, value.get()) : kept;
    }
    String version = live.text("apiVersion").orElse(kind.group() + "/v1");
    String namespace = metadata.text("namespace").orElse("");
    String name = metadata.text("name").orElse("");
    return new Manifest(
        version,
        kind.kind(),
        namespace,
        name,
        Value.Obj.EMPTY
            .with("apiVersion", Value.of(version))
            .with("kind", Value.of(kind.kind()))
            .with("metadata", kept)
            .with("spec", live.object("spec")),
        new Generated(
            CLUSTER,
            List.of(place("%s %s/%s".formatted(kind.kind(), namespace, name)).file()),
            Optional.empty()));
  }

  /// An object of a cluster is in no file, so its place names the object.
  private static Place place(String object) {
    return new Place("%s: %s".formatted(CLUSTER, object), 1, 1, 0, 0, false);
  }

  /// Whether a manifest is an object of the cluster, so that it has no file.
  public static boolean isLive(Manifest manifest) {
    return manifest.origin() instanceof Generated generated && generated.renderer().equals(CLUSTER);
  }

  /// All objects.
  public List<Manifest> all() {
    List<Manifest> all = new ArrayList<>(kustomizations);
    all.addAll(releases);
    all.addAll(sources);
    return all;
  }

  /// The source of the chart of a HelmRelease, if the cluster has it.
  public Optional<Manifest> chartSource(Manifest release) {
    Value.Obj spec = release.content().object("spec");
    Value.Obj ref = spec.object("chartRef");
    if (ref.text("kind").equals(Optional.of("HelmChart"))) {
      return source(ref, release.namespace())
          .flatMap(it -> source(it.content().object("spec").object("sourceRef"), it.namespace()));
    }
    return source(spec.object("chart").object("spec").object("sourceRef"), release.namespace());
  }

  private Optional<Manifest> source(Value.Obj ref, String namespace) {
    String home = ref.text("namespace").filter(it -> !it.isEmpty()).orElse(namespace);
    return sources.stream()
        .filter(it -> it.namespace().equals(home))
        .filter(it -> ref.text("kind").equals(Optional.of(it.kind())))
        .filter(it -> ref.text("name").equals(Optional.of(it.name())))
        .findFirst();
  }

  /// The Kustomization that applied the object, such as `flux-system/apps`; empty if none did.
  public static Optional<String> applier(Manifest manifest) {
    Value.Obj labels = manifest.content().object("metadata").object("labels");
    return labels
        .text(OWNER + "/namespace")
        .flatMap(namespace -> labels.text(OWNER + "/name").map(name -> namespace + "/" + name));
  }

  /// The same, if it is another object.
  public static Optional<String> owner(Manifest manifest) {
    return applier(manifest)
        .filter(it -> !(manifest.is(Kinds.FLUX_KUSTOMIZATION) && it.equals(id(manifest))));
  }

  /// Objects that no Kustomization of these applied, so that they are declared elsewhere.
  public static List<Manifest> declaredElsewhere(
      List<Manifest> objects, Set<String> kustomizations) {
    return objects.stream()
        .filter(it -> owner(it).filter(kustomizations::contains).isEmpty())
        .toList();
  }

  private static String id(Manifest manifest) {
    return manifest.namespace() + "/" + manifest.name();
  }

  /// What Flux deploys is not known.
  ///
  /// @param sentence for people
  public static Unrendered unknown(String sentence) {
    return new Unrendered(
        place("Flux"), Unrendered.Kind.FLUX_KUSTOMIZATION, sentence, Optional.empty());
  }

  /// As [#of] could not list them.
  public static Unrendered notListed(String why) {
    return unknown(
        "The Flux objects of the cluster could not be read: %s. What Flux deploys from this repository is unknown."
            .formatted(why));
  }
}
