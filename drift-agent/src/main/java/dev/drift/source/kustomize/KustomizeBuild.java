package dev.drift.source.kustomize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.KnownBuilds;
import dev.drift.source.manifest.Decryption;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.sops.EncryptedFiles;
import dev.drift.source.tool.BuildKey;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderWorkspace;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Builds one kustomization with kustomize: no plugins, no charts, nothing from the network.
final class KustomizeBuild {
  /// Set by kustomize if it is asked to: which file a resource comes from.
  /// See <https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/buildmetadata/>.
  private static final String ORIGIN = "config.kubernetes.io/origin";

  private final RenderTool kustomize;
  private final KustomizationFile root;
  private final List<SourceFile> files;
  private final DocumentReader reader;
  private final String prefix;
  private final KnownBuilds builds;
  private final Decryption decryption;

  /// What came of it.
  sealed interface Result {
    /// @param unrendered documents that the build leaves as templates, or encrypted
    record Built(List<Manifest> manifests, List<Unrendered> unrendered, List<Problem> problems)
        implements Result {}

    /// @param why a sentence without its full stop
    record Failed(String why) implements Result {}
  }

  /// @param files all that it reads
  /// @param prefix of paths in results
  KustomizeBuild(
      RenderTool kustomize,
      KustomizationFile root,
      List<SourceFile> files,
      DocumentReader reader,
      String prefix,
      KnownBuilds builds,
      Decryption decryption) {
    this.kustomize = kustomize;
    this.root = root;
    this.files = files;
    this.reader = reader;
    this.prefix = prefix;
    this.builds = builds;
    this.decryption = decryption;
  }

  /// @throws IOException if the private copy of the files cannot be written
  Result run() throws IOException {
    boolean marks = root.content().get("buildMetadata").isEmpty();
    List<SourceFile> inputs = marks ? withOrigins() : files;
    List<String> arguments = List.of("build", root.folder().isEmpty() ? "." : root.folder());
    String key = BuildKey.of(kustomize, arguments, inputs);
    Optional<byte[]> known = builds.find(key);
    if (known.isPresent()) {
      return read(known.get(), marks);
    }
    try (RenderWorkspace workspace = RenderWorkspace.of(inputs)) {
      return switch (workspace.run(kustomize, arguments)) {
        case RenderWorkspace.Result.Failed(String why) -> new Result.Failed(why);
        case RenderWorkspace.Result.Printed(byte[] output) -> {
          builds.keep(key, output);
          yield read(output, marks);
        }
      };
    }
  }

  /// The files, of which the root asks for [#ORIGIN].
  private List<SourceFile> withOrigins() {
    SourceFile marking =
        root.with(
                root.content()
                    .with("buildMetadata", new Value.Arr(List.of(Value.of("originAnnotations")))))
            .plain();
    return files.stream().map(it -> it.path().equals(marking.path()) ? marking : it).toList();
  }

  private Result read(byte[] output, boolean marked) {
    FileManifests found =
        FileManifests.of(new SourceFile(prefix + root.file().path(), output), reader, decryption);
    List<Manifest> manifests = new ArrayList<>();
    List<Unrendered> unrendered =
        new ArrayList<>(found.unrendered().stream().map(this::placed).toList());
    for (Manifest manifest : found.manifests()) {
      Optional<String> encrypted = EncryptedFiles.of(manifest);
      if (encrypted.isPresent()) {
        unrendered.add(
            new Unrendered(
                start(root.file().path()),
                Unrendered.Kind.ENCRYPTED,
                encrypted.get(),
                Optional.empty()));
      } else {
        manifests.add(placed(manifest, marked));
      }
    }
    return new Result.Built(
        manifests, unrendered, found.problems().stream().map(this::placed).toList());
  }

  /// Lines of the output are lines of no file.
  private Problem placed(Problem problem) {
    return Problem.at(
        start(root.file().path()),
        problem.code(),
        "%s: in what kustomize builds: %s"
            .formatted(
                prefix + root.file().path(), problem.message().replaceFirst("^\\S+:\\d+: ", "")));
  }

  private Unrendered placed(Unrendered one) {
    return new Unrendered(start(root.file().path()), one.kind(), one.reason(), one.text());
  }

  private Manifest placed(Manifest manifest, boolean marked) {
    Optional<Value.Obj> origin = marked ? origin(manifest) : Optional.empty();
    List<String> inputs = new ArrayList<>();
    inputs.add(prefix + root.file().path());
    Optional<Place> place = origin.flatMap(it -> place(it, manifest));
    place.map(Place::file).filter(it -> !inputs.contains(it)).ifPresent(inputs::add);
    return manifest
        .with(marked ? withoutOrigin(manifest.content()) : manifest.content())
        .with(new Generated("kustomize", inputs, place));
  }

  private Optional<Value.Obj> origin(Manifest manifest) {
    return manifest
        .content()
        .object("metadata")
        .object("annotations")
        .text(ORIGIN)
        .map(text -> reader.read(new SourceFile("origin.yaml", text.getBytes(UTF_8))))
        .filter(it -> it.documents().size() == 1)
        .map(it -> it.documents().getFirst().value())
        .filter(Value.Obj.class::isInstance)
        .map(Value.Obj.class::cast);
  }

  /// The document of the resource, or the kustomization file that generates it.
  private Optional<Place> place(Value.Obj origin, Manifest manifest) {
    Optional<String> path =
        origin
            .text("path")
            .or(() -> origin.text("configuredIn"))
            .flatMap(it -> TreePath.normal(TreePath.join(root.folder(), it)));
    Map<String, SourceFile> byPath =
        files.stream().collect(Collectors.toMap(SourceFile::path, Function.identity()));
    return path.map(byPath::get).map(file -> document(file, manifest).orElse(start(file.path())));
  }

  /// Names may have got a prefix, a suffix or a hash.
  private Optional<Place> document(SourceFile file, Manifest manifest) {
    FileManifests said =
        FileManifests.of(new SourceFile(prefix + file.path(), file.content(), file.id()), reader);
    List<Manifest> candidates =
        said.manifests().stream()
            .filter(it -> it.kind().equals(manifest.kind()))
            .filter(it -> manifest.name().contains(it.name()))
            .toList();
    return candidates.stream()
        .max(java.util.Comparator.comparingInt(it -> it.name().length()))
        .map(it -> it.origin().places().start())
        .or(
            () ->
                said.unrendered().stream()
                    .filter(it -> it.kind() == Unrendered.Kind.ENCRYPTED)
                    .filter(it -> it.text().filter(manifest.name()::contains).isPresent())
                    .map(Unrendered::place)
                    .findFirst());
  }

  private static Value.Obj withoutOrigin(Value.Obj content) {
    Value.Obj metadata = content.object("metadata");
    Value.Obj annotations = metadata.object("annotations").without(ORIGIN);
    return content.with(
        "metadata",
        annotations.fields().isEmpty()
            ? metadata.without("annotations")
            : metadata.with("annotations", annotations));
  }

  private Place start(String path) {
    return new Place(prefix + path, 1, 1, 0, 0, false);
  }
}
