package dev.drift.source.argo;

import dev.drift.source.ClusterFacts;
import dev.drift.source.SourceRepository;
import dev.drift.source.kustomize.KustomizationTree;
import dev.drift.source.part.Reading;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderTools;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What all sources of a repository are rendered with.
final class Rendering {
  private final Reading reading;
  private final RenderTools tools;
  private final RepositoryFiles files;
  private @Nullable KustomizationTree kustomizations;

  /// @throws IOException if the tree itself cannot be read
  Rendering(Reading reading, RenderTools tools) throws IOException {
    this.reading = reading;
    this.tools = tools;
    this.files = new RepositoryFiles(reading.tree());
  }

  RepositoryFiles files() {
    return files;
  }

  Reading reading() {
    return reading;
  }

  DocumentReader documents() {
    return reading.documents();
  }

  /// Of paths in results.
  String prefix() {
    return reading.request().prefix();
  }

  ClusterFacts cluster() {
    return reading.request().cluster();
  }

  SourceRepository repository() {
    return reading.request().repository();
  }

  /// @throws IOException if the tree itself cannot be read
  KustomizationTree kustomizations() throws IOException {
    if (kustomizations == null) {
      kustomizations = KustomizationTree.of(reading.tree(), reading.documents());
    }
    return kustomizations;
  }

  /// @throws NotRendered if it is not installed
  RenderTool tool(RenderProgram program) throws NotRendered {
    return switch (tools.find(program)) {
      case RenderTools.Found.Installed(RenderTool tool) -> tool;
      case RenderTools.Found.Missing(String why) -> throw new NotRendered(why);
    };
  }
}
