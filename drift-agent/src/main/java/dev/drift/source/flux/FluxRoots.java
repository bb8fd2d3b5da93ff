package dev.drift.source.flux;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.RenderRequest;
import dev.drift.source.part.Reading;
import dev.drift.tree.TreePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The Kustomizations that no other one deploys: those of the bootstrap, which deploy themselves,
/// and those that are plain manifests. All others are found by rendering.
///
/// @param all what is rendered first
/// @param bootstrap those of them that deploy themselves. If there are any, nothing of the
///     repository is deployed but what they lead to
/// @param unrendered those of several clusters, of which the right one is not known
/// @param taken what these deploy: it is read as nothing else
record FluxRoots(
    List<FluxKustomization> all,
    List<FluxKustomization> bootstrap,
    List<Unrendered> unrendered,
    Set<String> taken) {
  private static final String FLUX_SYSTEM = "flux-system";

  /// The file with the Kustomization of the bootstrap and its source.
  private static final String SYNC_FILE = "gotk-sync.yaml";

  FluxRoots {
    all = List.copyOf(all);
    bootstrap = List.copyOf(bootstrap);
    unrendered = List.copyOf(unrendered);
    taken = Set.copyOf(taken);
  }

  static FluxRoots of(Reading reading, FluxObjects objects) {
    RenderRequest request = reading.request();
    List<String> within = reading.within();
    List<FluxKustomization> bootstrap = new ArrayList<>();
    for (FluxKustomization one : objects.kustomizations()) {
      String file = file(one, request);
      boolean wanted =
          within.isEmpty() || within.stream().anyMatch(it -> TreePath.isWithin(file, it));
      if (wanted && deploysItself(one, objects.sources(), request)) {
        bootstrap.add(one);
      }
    }
    List<Unrendered> unrendered = new ArrayList<>();
    List<FluxKustomization> chosen = chosen(bootstrap, request.cluster(), unrendered);
    List<FluxKustomization> all = new ArrayList<>(chosen);
    List<FluxKustomization> plain = FluxKustomization.of(reading.manifests());
    List<FluxKustomization> free = new ArrayList<>();
    for (FluxKustomization one : plain) {
      String file = file(one, request);
      boolean child =
          all(plain, bootstrap).stream()
              .filter(it -> !it.id().equals(one.id()))
              .anyMatch(it -> TreePath.isWithin(file, it.path()) && !isRoot(it.path()));
      boolean known = bootstrap.stream().anyMatch(it -> it.id().equals(one.id()));
      // What several clusters have alike is one.
      boolean again =
          free.stream().anyMatch(it -> it.id().equals(one.id()) && it.spec().equals(one.spec()));
      if (!child && !known && !again) {
        free.add(one);
      }
    }
    all.addAll(chosen(free, request.cluster(), unrendered));
    Set<String> taken = new TreeSet<>();
    free.stream().filter(it -> !all.contains(it)).forEach(it -> taken.add(it.path()));
    if (bootstrap.isEmpty()) {
      List<FluxKustomization> others = deploying(within, objects, all, request);
      all.addAll(chosen(others, request.cluster(), unrendered));
      others.stream().filter(it -> !all.contains(it)).forEach(it -> taken.add(it.path()));
    }
    return new FluxRoots(all, bootstrap, unrendered, taken);
  }

  /// Those that stand elsewhere and deploy what a person has named: it is deployed as they say.
  private static List<FluxKustomization> deploying(
      List<String> within,
      FluxObjects objects,
      List<FluxKustomization> known,
      RenderRequest request) {
    return objects.kustomizations().stream()
        .filter(it -> within.stream().noneMatch(path -> TreePath.isWithin(file(it, request), path)))
        .filter(it -> known.stream().noneMatch(one -> one.id().equals(it.id())))
        .filter(it -> !isRoot(it.path()))
        .filter(
            it ->
                within.stream()
                    .anyMatch(
                        path ->
                            TreePath.isWithin(it.path(), path)
                                || TreePath.isWithin(path, it.path())))
        .toList();
  }

  /// A Kustomization of another repository may well deploy its root.
  private static boolean isRoot(String path) {
    return path.isEmpty();
  }

  private static List<FluxKustomization> all(
      Collection<FluxKustomization> left, Collection<FluxKustomization> right) {
    List<FluxKustomization> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }

  /// Its file is in the folder that it deploys, and its source is that of the bootstrap or declared
  /// there too. That its folder exists here as well would not be enough: other repositories have
  /// folders of the same names, and a root.
  private static boolean deploysItself(
      FluxKustomization one, Collection<Manifest> sources, RenderRequest request) {
    SourceRef source = one.source();
    return TreePath.isWithin(file(one, request), one.path())
        && (source.name().equals(FLUX_SYSTEM)
            || (source.name().equals(one.name())
                && (!isRoot(one.path()) || deploysThisRoot(one, sources, request)))
            || (!isRoot(one.path())
                && sources.stream()
                    .filter(it -> SourceRef.to(it).equals(source))
                    .anyMatch(it -> TreePath.isWithin(file(it, request), one.path()))));
  }

  /// By its URL and revision, or, if the URL of what is read is not known, as `flux bootstrap`
  /// writes it for another namespace.
  private static boolean deploysThisRoot(
      FluxKustomization one, Collection<Manifest> sources, RenderRequest request) {
    return request.repository().isUnknown()
        ? one.name().equals(one.namespace()) && file(one, request).endsWith("/" + SYNC_FILE)
        : new ThisRepository(sources, List.of(), request.repository()).of(one.source())
            instanceof ThisRepository.Answer.Yes;
  }

  /// Several of one name are those of several clusters: the one with the path of the live object is
  /// that of this cluster.
  private static List<FluxKustomization> chosen(
      List<FluxKustomization> bootstrap, ClusterFacts cluster, List<Unrendered> unrendered) {
    Map<String, List<FluxKustomization>> byId = new LinkedHashMap<>();
    bootstrap.forEach(it -> byId.computeIfAbsent(it.id(), _ -> new ArrayList<>()).add(it));
    List<FluxKustomization> chosen = new ArrayList<>();
    for (List<FluxKustomization> same : byId.values()) {
      List<FluxKustomization> left = same.size() == 1 ? same : live(same, cluster);
      if (left.size() == 1) {
        chosen.add(left.getFirst());
        continue;
      }
      for (FluxKustomization one : same) {
        unrendered.add(
            new Unrendered(
                one.place(),
                Unrendered.Kind.FLUX_KUSTOMIZATION,
                "The Flux Kustomization %s is declared for %d clusters; pass the folder of this cluster with --path or name it in drift.yaml. What it declares is unknown."
                    .formatted(one.id(), same.size()),
                Optional.empty()));
      }
    }
    return chosen;
  }

  private static List<FluxKustomization> live(List<FluxKustomization> same, ClusterFacts cluster) {
    FluxKustomization first = same.getFirst();
    ResourceRef ref =
        new ResourceRef(
            first.manifest().apiVersion(),
            new ResourceId(Kinds.FLUX_KUSTOMIZATION, first.namespace(), first.name()));
    if (!(cluster.object(ref) instanceof ClusterFacts.Answer.Found(Value.Obj live))) {
      return List.of();
    }
    String path = new FluxKustomization(first.manifest().with(live)).path();
    return same.stream().filter(it -> it.path().equals(path)).toList();
  }

  private static String file(FluxKustomization one, RenderRequest request) {
    return file(one.manifest(), request);
  }

  static String file(Manifest manifest, RenderRequest request) {
    return manifest.origin().places().file().substring(request.prefix().length());
  }
}
