package dev.drift.source.argo;

import dev.drift.source.ClusterFacts;
import dev.drift.source.Fetcher;
import dev.drift.source.SourceRepository;
import dev.drift.source.helm.Charts;
import dev.drift.source.helm.HelmChart;
import dev.drift.source.kustomize.KustomizationTree;
import dev.drift.source.part.Reading;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTool;
import dev.drift.source.tool.RenderTools;
import dev.drift.tree.SourceTree;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What all sources of a repository are rendered with.
final class Rendering {
  private final Reading reading;
  private final RenderTools tools;
  private final RepositoryFiles files;
  private final Optional<String> applied;
  private @Nullable KustomizationTree kustomizations;
  private @Nullable Charts charts;

  /// @throws IOException if the tree itself cannot be read
  Rendering(Reading reading, RenderTools tools) throws IOException {
    this(reading, tools, Optional.empty());
  }

  /// @param applied the commit of the files, if it is another one than that which is read
  private Rendering(Reading reading, RenderTools tools, Optional<String> applied)
      throws IOException {
    this.applied = applied;
    this.reading = reading;
    this.tools = tools;
    this.files = new RepositoryFiles(reading.tree());
  }

  /// The same with the files of a commit that Argo CD has applied.
  ///
  /// @throws IOException if the tree itself cannot be read
  Rendering at(String commit, SourceTree tree) throws IOException {
    return new Rendering(reading.at(tree), tools, Optional.of(commit));
  }

  /// The same with the files of a chart that was fetched.
  ///
  /// @param folder that none of the files has
  /// @throws IOException if the tree itself cannot be read
  Rendering with(HelmChart chart, String folder) throws IOException {
    Map<String, Optional<byte[]>> added = new HashMap<>();
    chart.below(folder).forEach(it -> added.put(it.path(), Optional.of(it.content())));
    return new Rendering(reading.at(reading.tree().with(added)), tools, applied);
  }

  /// Charts that were fetched.
  Charts charts() {
    if (charts == null) {
      charts = new Charts(reading.tree(), reading.documents(), fetcher());
    }
    return charts;
  }

  Fetcher fetcher() {
    return reading.request().fetcher();
  }

  /// The same, and no build is kept.
  ///
  /// @throws IOException if the tree itself cannot be read
  Rendering keepingNothing() throws IOException {
    return new Rendering(reading.keepingNothing(), tools, applied);
  }

  /// The commit of its files; empty outside Git.
  Optional<String> commit() {
    return applied.or(repository()::commit);
  }

  /// Whether a source with this revision has these files.
  boolean isRevision(String targetRevision) {
    return applied.isPresent() || repository().isRevision(targetRevision);
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
      kustomizations = KustomizationTree.of(reading.tree(), reading.documents(), fetcher());
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
