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
import java.util.List;

/// Builds one kustomization with kustomize: no plugins, no charts, nothing from the network.
final class KustomizeBuild {
  private final RenderTool kustomize;
  private final KustomizationFile root;
  private final List<SourceFile> files;
  private final DocumentReader reader;
  private final String prefix;
  private final BuildOrigins origins;

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
      String prefix) {
    this.kustomize = kustomize;
    this.root = root;
    this.files = files;
    this.reader = reader;
    this.prefix = prefix;
    this.origins = new BuildOrigins("kustomize", root, files, reader, prefix);
  }

  /// @throws IOException if the private copy of the files cannot be written
  Result run() throws IOException {
    boolean marks = root.content().get("buildMetadata").isEmpty();
    try (RenderWorkspace workspace = RenderWorkspace.of(files)) {
      if (marks) {
        workspace.write(root.file().path(), withOrigins());
      }
      String folder = root.folder().isEmpty() ? "." : root.folder();
      return switch (workspace.run(kustomize, List.of("build", folder))) {
        case RenderWorkspace.Result.Failed(String why) -> new Result.Failed(why);
        case RenderWorkspace.Result.Printed(byte[] output) -> read(output, marks);
      };
    }
  }

  /// The file in the private copy; a flow mapping, such as JSON, stays as it is.
  private byte[] withOrigins() {
    String text = new String(root.file().content(), UTF_8);
    return text.strip().startsWith("{")
        ? root.file().content()
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
