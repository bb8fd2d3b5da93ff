package dev.drift.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.Golden;
import dev.drift.finding.Report;
import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.MaskLevel;
import dev.drift.model.origin.SourceFile;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.DesiredRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.MaskRequest;
import dev.drift.pipeline.request.ObserverRequest;
import dev.drift.pipeline.request.PolicyRequest;
import dev.drift.source.ClusterFacts;
import dev.drift.source.DecryptionKeys;
import dev.drift.source.KnownBuilds;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.SourceRepository;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.flux.RenderOracle;
import dev.drift.source.manifest.Decryption;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.tool.Renderers;
import dev.drift.testkit.ControlPlane;
import dev.drift.tree.DiskTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The example as a team with Flux keeps it, rendered with the real programs.
final class LakehouseFlux {
  private static final Path FOLDER = Golden.repository().resolve("examples/lakehouse-flux");

  private LakehouseFlux() {}

  /// What Flux deploys to one of its clusters, with secrets as they are.
  static Rendered render(String cluster) throws IOException {
    return render(FOLDER, List.of("clusters/" + cluster));
  }

  /// The plain example.
  static Rendered renderPlain() throws IOException {
    return render(Lakehouse.FOLDER, List.of());
  }

  private static Rendered render(Path folder, List<String> paths) throws IOException {
    DecryptionKeys.Answer keys =
        new DecryptionKeys.Answer.Keys(Files.readString(FOLDER.resolve("example.agekey")));
    return renderer()
        .render(
            new SourceTree(new DiskTree(folder), TreeLimits.DEFAULT),
            new RenderRequest(
                    paths,
                    List.of(),
                    "",
                    KnownFiles.NONE,
                    List.of(),
                    ClusterFacts.NONE,
                    SourceRepository.UNKNOWN)
                .with(KnownBuilds.NONE, () -> keys));
  }

  /// What Flux's own libraries make of a Kustomization.
  ///
  /// @param temp for a copy, which they write to
  static List<Manifest> renderByFlux(String cluster, String kustomization, Path temp)
      throws IOException, InterruptedException {
    Path copy = temp.resolve("artifact");
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(FOLDER.relativize(file).toString());
        Files.createDirectories(target.resolveSibling("."));
        Files.copy(file, target);
      }
    }
    Path folder = FOLDER.resolve("clusters").resolve(cluster);
    Manifest settings = manifests(Files.readString(folder.resolve("settings.yaml"))).getFirst();
    RenderOracle.Answer answer =
        RenderOracle.ask(
                "kustomization",
                List.of(
                    Map.of(
                        "root",
                        copy.toString(),
                        "kustomization",
                        Files.readString(folder.resolve(kustomization + ".yaml")),
                        "objects",
                        List.of(
                            new ObjectMapper()
                                .readValue(JsonWriter.text(settings.content()), Map.class)),
                        "strict",
                        true)),
                temp)
            .getFirst();
    assertThat(answer.error()).isEmpty();
    return manifests(answer.output().orElseThrow());
  }

  /// Also those that are encrypted.
  private static List<Manifest> manifests(String yaml) {
    return FileManifests.of(
            new SourceFile("all.yaml", yaml.getBytes(UTF_8)),
            new DocumentReader(YamlLimits.DEFAULT),
            document -> new Decryption.Result.Decrypted(document.without("sops"), Set.of()))
        .manifests();
  }

  private static AutoRenderer renderer() {
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools());
  }

  /// As the example's own configuration says.
  static Report check(ControlPlane plane, String cluster, Path home) {
    Agent agent =
        new Agent(
            Map.of("HOME", home.toString()), false, InstantSource.system(), () -> "1", renderer());
    return new DriftCheck(agent, Progress.NONE)
        .run(
            new CheckRequest(
                new DesiredRequest(List.of(), Optional.empty(), "default").of(cluster),
                new LiveRequest.FromCluster(Optional.of(plane.kubeconfig()), Optional.empty()),
                Optional.of(FOLDER.resolve("agent.yaml")),
                List.of(),
                new MaskRequest(Optional.empty(), MaskLevel.DEFAULT),
                new PolicyRequest(List.of(), true),
                ObserverRequest.NONE));
  }
}
