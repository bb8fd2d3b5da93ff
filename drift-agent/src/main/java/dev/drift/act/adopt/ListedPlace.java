package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.edit.Edit;
import dev.drift.model.DesiredResource;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Generated;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where the manifest of an object belongs that Git does not declare, in a namespace of which
/// renderers make all else: beside the kustomization that deploys most of it, and in its resources;
/// or in the folder of a deployer that takes all files of it.
///
/// @param folder from the root of the source
/// @param kustomization its file; empty if there is none
record ListedPlace(AdoptableSource source, String folder, Optional<String> kustomization) {
  private static final Pattern HASHED = Pattern.compile("-[a-z0-9]{10}$");

  ListedPlace {
    requireNonNull(source, "source is null");
    requireNonNull(folder, "folder is null");
    requireNonNull(kustomization, "kustomization is null");
  }

  /// @param sources which source a manifest is of
  /// @return empty if nothing but charts declares anything in its namespace
  static Optional<ListedPlace> of(
      ResourceId id,
      Collection<DesiredResource> declared,
      Function<Manifest, @Nullable AdoptableSource> sources) {
    Map<String, List<ListedPlace>> places =
        declared.stream()
            .filter(it -> it.id().namespace().equals(id.namespace()))
            .flatMap(it -> of(it.manifest(), sources.apply(it.manifest())).stream())
            .collect(
                Collectors.groupingBy(
                    it -> it.source().shown(it.folder()), TreeMap::new, Collectors.toList()));
    return places.values().stream().max(Comparator.comparingInt(List::size)).map(List::getFirst);
  }

  private static Optional<ListedPlace> of(Manifest manifest, @Nullable AdoptableSource source) {
    if (source == null
        || !(manifest.origin() instanceof Generated generated)
        || generated.renderer().equals(RenderedObject.HELM)) {
      return Optional.empty();
    }
    return RenderedObject.kustomization(generated, source)
        .map(it -> new ListedPlace(source, TreePath.parent(it), Optional.of(it)))
        .or(
            () ->
                generated
                    .place()
                    .map(it -> TreePath.parent(source.within(it.file())))
                    .map(it -> new ListedPlace(source, it, Optional.empty())));
  }

  /// The ConfigMap that a generator makes, if the object looks like an earlier or a later one of
  /// the same generator: `settings-b8h2k9m4tc` beside `settings-2kf57h8gtc`.
  static Optional<ResourceId> generated(ResourceId id, Collection<DesiredResource> declared) {
    String stem = HASHED.matcher(id.name()).replaceFirst("");
    return id.groupKind().equals(Kinds.CONFIG_MAP) && !stem.equals(id.name())
        ? declared.stream()
            .filter(it -> it.manifest().origin() instanceof Generated)
            .map(DesiredResource::id)
            .filter(it -> it.groupKind().equals(Kinds.CONFIG_MAP))
            .filter(it -> it.namespace().equals(id.namespace()))
            .filter(it -> HASHED.matcher(it.name()).replaceFirst("").equals(stem))
            .findFirst()
        : Optional.empty();
  }

  /// The file that the manifest gets.
  String path(ResourceId id) {
    return TreePath.join(folder, NewPlace.fileName(id));
  }

  /// The change by which the source has the manifest too.
  ///
  /// @return empty if the kustomization cannot be edited
  /// @throws IOException if the tree itself cannot be read
  Optional<Map<String, Optional<byte[]>>> with(ResourceId id, byte[] manifest, SourceFiles files)
      throws IOException {
    Draft draft = new Draft(files).file(path(id), Optional.of(manifest));
    if (kustomization.isEmpty()) {
      return draft.done();
    }
    List<Document> documents = files.documents(kustomization.get());
    if (documents.size() != 1) {
      return Optional.empty();
    }
    Edit entry =
        Appended.to(documents.getFirst(), Path.of("resources"), Value.of(NewPlace.fileName(id)));
    return draft.edit(kustomization.get(), documents.getFirst(), entry).done();
  }
}
