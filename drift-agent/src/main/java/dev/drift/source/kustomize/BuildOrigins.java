package dev.drift.source.kustomize;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.manifest.KnownManifests;
import dev.drift.tree.TreePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds the files that a built resource comes from, by the annotation that kustomize sets if it is
/// asked to. See
/// <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/buildmetadata/>.
public final class BuildOrigins {
  /// The annotation, and the entry of `buildMetadata` that asks for it.
  public static final String ANNOTATION = "config.kubernetes.io/origin";

  public static final String OPTION = "originAnnotations";

  private final String renderer;
  private final String folder;
  private final List<String> named;
  private final Map<String, SourceFile> files;
  private final KnownManifests known;
  private final String prefix;

  /// @param renderer as origins name it
  /// @param files all that was built from
  /// @param prefix of paths in results
  public BuildOrigins(
      String renderer,
      KustomizationFile root,
      Collection<SourceFile> files,
      KnownManifests known,
      String prefix) {
    this(renderer, root.folder(), List.of(prefix + root.file().path()), files, known, prefix);
  }

  /// @param folder of the kustomization
  /// @param named files that each origin names, with the prefix
  public BuildOrigins(
      String renderer,
      String folder,
      List<String> named,
      Collection<SourceFile> files,
      KnownManifests known,
      String prefix) {
    this.renderer = requireNonNull(renderer, "renderer is null");
    this.folder = requireNonNull(folder, "folder is null");
    this.named = List.copyOf(named);
    this.files = files.stream().collect(Collectors.toMap(SourceFile::path, Function.identity()));
    this.known = requireNonNull(known, "known is null");
    this.prefix = requireNonNull(prefix, "prefix is null");
  }

  /// The manifest with its origin.
  ///
  /// @param marked whether its annotation is there for this only, and not deployed
  public Manifest placed(Manifest manifest, boolean marked) {
    Generated origin = origin(manifest);
    return manifest
        .with(marked ? withoutAnnotation(manifest.content()) : manifest.content())
        .with(origin);
  }

  /// Where a resource comes from, with its annotation if it has one.
  public Generated origin(Manifest manifest) {
    List<String> inputs = new ArrayList<>(named);
    Optional<Place> place = annotation(manifest).flatMap(it -> place(it, manifest));
    place.map(Place::file).filter(it -> !inputs.contains(it)).ifPresent(inputs::add);
    if (inputs.isEmpty()) {
      inputs.add(prefix + (folder.isEmpty() ? "." : folder));
    }
    return new Generated(renderer, inputs, place);
  }

  private Optional<Value.Obj> annotation(Manifest manifest) {
    return manifest
        .content()
        .object("metadata")
        .object("annotations")
        .text(ANNOTATION)
        .flatMap(known::mapping);
  }

  /// The document of the resource, or the kustomization file that generates it.
  private Optional<Place> place(Value.Obj origin, Manifest manifest) {
    Optional<String> path =
        origin
            .text("path")
            .or(() -> origin.text("configuredIn"))
            .flatMap(it -> TreePath.normal(TreePath.join(folder, it)));
    return path.map(files::get)
        .map(
            file ->
                document(file, manifest)
                    .orElse(new Place(prefix + file.path(), 1, 1, 0, 0, false)));
  }

  /// Names may have got a prefix, a suffix or a hash.
  private Optional<Place> document(SourceFile file, Manifest manifest) {
    FileManifests said = known.of(new SourceFile(prefix + file.path(), file.content(), file.id()));
    return said.manifests().stream()
        .filter(it -> it.kind().equals(manifest.kind()))
        .filter(it -> manifest.name().contains(it.name()))
        .max(Comparator.comparingInt(it -> it.name().length()))
        .map(it -> it.origin().places().start())
        .or(
            () ->
                said.unrendered().stream()
                    .filter(it -> it.kind() == Unrendered.Kind.ENCRYPTED)
                    .filter(it -> it.text().filter(manifest.name()::contains).isPresent())
                    .map(Unrendered::place)
                    .findFirst());
  }

  private static Value.Obj withoutAnnotation(Value.Obj content) {
    Value.Obj metadata = content.object("metadata");
    Value.Obj annotations = metadata.object("annotations").without(ANNOTATION);
    return content.with(
        "metadata",
        annotations.fields().isEmpty()
            ? metadata.without("annotations")
            : metadata.with("annotations", annotations));
  }
}
