package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DesiredResource;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.Sha256;
import dev.drift.model.origin.Origin;
import dev.drift.tree.TreePath;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
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

  private record Folder(AdoptableSource source, String path) {
    static Folder of(AdoptableSource source, Manifest manifest) {
      return new Folder(source, TreePath.parent(source.within(manifest.origin().places().file())));
    }

    String shown() {
      return source.shown(path);
    }

    NewPlace file(String name) {
      return new NewPlace(source, TreePath.join(path, name));
    }
  }

  /// @param sources which source a manifest is of
  /// @param taken whether a file belongs to others, by the path by which reports name it
  /// @return empty if Git declares nothing in its namespace
  static Optional<NewPlace> of(
      ResourceId id,
      Collection<DesiredResource> declared,
      Function<Manifest, @Nullable AdoptableSource> sources,
      Predicate<String> taken) {
    List<DesiredResource> neighbours =
        declared.stream()
            .filter(it -> it.id().namespace().equals(id.namespace()))
            .filter(it -> it.manifest().origin() instanceof Origin.Written)
            .toList();
    List<DesiredResource> alike =
        neighbours.stream().filter(it -> it.id().groupKind().equals(id.groupKind())).toList();
    return fullest(alike.isEmpty() ? neighbours : alike, sources)
        .map(
            folder -> {
              NewPlace place = folder.file(FileName.of(id));
              return taken.test(place.shown()) ? folder.file(FileName.distinct(id)) : place;
            });
  }

  /// What the file of a new manifest is called.
  static String fileName(ResourceId id) {
    return FileName.of(id);
  }

  /// The path by which reports name the file.
  String shown() {
    return source.shown(path);
  }

  /// The first of those that hold the same number.
  private static Optional<Folder> fullest(
      List<DesiredResource> resources, Function<Manifest, @Nullable AdoptableSource> sources) {
    Map<String, List<Folder>> folders =
        resources.stream()
            .flatMap(it -> folder(it.manifest(), sources).stream())
            .collect(Collectors.groupingBy(Folder::shown, TreeMap::new, Collectors.toList()));
    return folders.values().stream().max(Comparator.comparingInt(List::size)).map(List::getFirst);
  }

  private static Optional<Folder> folder(
      Manifest manifest, Function<Manifest, @Nullable AdoptableSource> sources) {
    return Optional.ofNullable(sources.apply(manifest)).map(source -> Folder.of(source, manifest));
  }

  /// How files of new manifests are called: `kind-name.yaml`.
  private static final class FileName {
    /// File systems take 255 bytes:
    // <https://en.wikipedia.org/wiki/Comparison_of_file_systems#Limits>
    private static final int LONGEST = 200;

    private static final int HASH = 8;

    /// Names of RBAC may hold characters that a file name cannot, and differ in nothing but case,
    /// which some file systems do not distinguish.
    static String of(ResourceId id) {
      String stem = stem(id);
      return stem.equals(clean(stem)) && stem.length() <= LONGEST ? stem + ".yaml" : distinct(id);
    }

    /// A name that no other object gets.
    static String distinct(ResourceId id) {
      String stem = clean(stem(id));
      return "%s-%s.yaml"
          .formatted(
              stem.substring(0, Math.min(stem.length(), LONGEST - HASH)),
              Sha256.hex(id.toString()).substring(0, HASH));
    }

    private static String stem(ResourceId id) {
      return "%s-%s".formatted(id.kind().toLowerCase(Locale.ROOT), id.name());
    }

    private static String clean(String stem) {
      return stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    }
  }
}
