package dev.drift.source.kustomize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderWorkspace;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Builds one kustomization with kustomize: no plugins, no charts, nothing from the network.
public final class KustomizeBuild {
  private final RenderTool kustomize;
  private final KustomizationFile root;
  private final List<SourceFile> files;
  private final DocumentReader reader;
  private final String prefix;
  private final Edits edits;
  private final BuildOrigins origins;

  /// What came of it.
  public sealed interface Result {
    /// @param unrendered documents that the build leaves as templates, or encrypted
    record Built(List<Manifest> manifests, List<Unrendered> unrendered, List<Problem> problems)
        implements Result {}

    /// @param why a sentence without its full stop
    record Failed(String why) implements Result {}
  }

  /// What a deployer changes in the private copy before the build.
  @FunctionalInterface
  public interface Edits {
    Edits NONE = _ -> Optional.empty();

    /// @return why it failed: a sentence without its full stop
    /// @throws IOException if the private copy cannot be read or written
    Optional<String> apply(RenderWorkspace workspace) throws IOException;
  }

  KustomizeBuild(
      RenderTool kustomize,
      KustomizationFile root,
      List<SourceFile> files,
      DocumentReader reader,
      String prefix) {
    this(kustomize, root, files, reader, prefix, Edits.NONE);
  }

  /// @param files all that it reads
  /// @param prefix of paths in results
  public KustomizeBuild(
      RenderTool kustomize,
      KustomizationFile root,
      List<SourceFile> files,
      DocumentReader reader,
      String prefix,
      Edits edits) {
    this.edits = edits;
    this.kustomize = kustomize;
    this.root = root;
    this.files = files;
    this.reader = reader;
    this.prefix = prefix;
    this.origins = new BuildOrigins("kustomize", root, files, reader, prefix);
  }

  /// @throws IOException if the private copy of the files cannot be written
  public Result run() throws IOException {
    boolean marks = root.content().get("buildMetadata").isEmpty();
    try (RenderWorkspace workspace = RenderWorkspace.of(files)) {
      Optional<String> failed = edits.apply(workspace);
      if (failed.isPresent()) {
        return new Result.Failed(failed.get());
      }
      if (marks) {
        Path file = workspace.tree().resolve(root.file().path());
        workspace.write(root.file().path(), withOrigins(Files.readAllBytes(file)));
      }
      String folder = root.folder().isEmpty() ? "." : root.folder();
      return switch (workspace.run(kustomize, List.of("build", folder))) {
        case RenderWorkspace.Result.Failed(String why) -> new Result.Failed(why);
        case RenderWorkspace.Result.Printed(byte[] output) -> read(output, marks);
      };
    }
  }

  /// The file in the private copy; a flow mapping, such as JSON, stays as it is.
  private static byte[] withOrigins(byte[] content) {
    String text = new String(content, UTF_8);
    return text.strip().startsWith("{")
        ? content
        : (text + "\nbuildMetadata: [originAnnotations]\n").getBytes(UTF_8);
  }

  private Result read(byte[] output, boolean marked) {
    FileManifests found =
        FileManifests.of(new SourceFile(prefix + root.file().path(), output), reader);
    return new Result.Built(
        found.manifests().stream().map(it -> origins.placed(it, marked)).toList(),
        found.unrendered().stream().map(this::placed).toList(),
        found.problems().stream().map(this::placed).toList());
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

  private Place start(String path) {
    return new Place(prefix + path, 1, 1, 0, 0, false);
  }
}
