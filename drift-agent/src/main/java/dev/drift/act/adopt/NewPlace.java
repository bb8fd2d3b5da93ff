package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DesiredResource;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.origin.Origin;
import dev.drift.tree.TreePath;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where the manifest of an object belongs that Git does not declare: in the folder that holds most
/// manifests of its kind in its namespace, or else most of its namespace.
///
/// @param path of the new file, from the root of the source
record NewPlace(AdoptableSource source, String path) {
  NewPlace {
    requireNonNull(source, "source is null");
    requireNonNull(path, "path is null");
  }

  private record Folder(AdoptableSource source, String path) {}

  /// @param sources which source a manifest is of
  /// @return empty if Git declares nothing in its namespace
  static Optional<NewPlace> of(
      ResourceId id,
      Collection<DesiredResource> declared,
      Function<Manifest, @Nullable AdoptableSource> sources) {
    List<DesiredResource> neighbours =
        declared.stream()
            .filter(it -> it.id().namespace().equals(id.namespace()))
            .filter(it -> it.manifest().origin() instanceof Origin.Written)
            .toList();
    List<DesiredResource> alike =
        neighbours.stream().filter(it -> it.id().groupKind().equals(id.groupKind())).toList();
    return fullest(alike.isEmpty() ? neighbours : alike, sources)
        .map(folder -> new NewPlace(folder.source(), TreePath.join(folder.path(), fileName(id))));
  }

  private static Optional<Folder> fullest(
      List<DesiredResource> resources, Function<Manifest, @Nullable AdoptableSource> sources) {
    Map<Folder, Long> counts =
        resources.stream()
            .flatMap(it -> folder(it.manifest(), sources).stream())
            .collect(Collectors.groupingBy(it -> it, Collectors.counting()));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Folder, Long>comparingByValue()
                .thenComparing(it -> it.getKey().path(), Comparator.reverseOrder()))
        .map(Map.Entry::getKey);
  }

  private static Optional<Folder> folder(
      Manifest manifest, Function<Manifest, @Nullable AdoptableSource> sources) {
    return Optional.ofNullable(sources.apply(manifest))
        .map(
            source ->
                new Folder(
                    source, TreePath.parent(source.within(manifest.origin().places().file()))));
  }

  /// Names of RBAC may hold characters that a file name cannot.
  private static String fileName(ResourceId id) {
    return "%s-%s.yaml"
        .formatted(id.kind().toLowerCase(Locale.ROOT), id.name().replaceAll("[^A-Za-z0-9.-]", "-"));
  }
}
