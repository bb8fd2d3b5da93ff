package dev.drift.source.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonWriter;
import dev.drift.source.DecryptionKeys;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.cache.BuildOutputs;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTools;
import dev.drift.testkit.Renderer;
import dev.drift.tree.MemoryTree;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An unchanged repository is not built again.
class KnownBuildsTest {
  private static final String CONFIG_MAP =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n";

  @TempDir Path temp;

  private Path kustomize;
  private Path starts;

  /// The real kustomize, behind a script that counts.
  @BeforeEach
  void count() throws IOException {
    starts = Files.createFile(temp.resolve("starts"));
    install("v5.8.1");
    Files.createDirectory(temp.resolve("clone"));
  }

  private void install(String version) throws IOException {
    kustomize = temp.resolve("kustomize");
    Files.writeString(
        kustomize,
        """
        #!/bin/sh
        [ "$1" = version ] && { echo %s; exit; }
        echo "$*" >> %s
        exec %s "$@"
        """
            .formatted(version, starts, Renderer.KUSTOMIZE.path()));
    Files.setPosixFilePermissions(kustomize, PosixFilePermissions.fromString("rwx------"));
  }

  private Rendered render(String... namesAndTexts) throws IOException {
    return new AutoRenderer(
            YamlLimits.DEFAULT,
            new RenderTools(Map.of(RenderProgram.KUSTOMIZE, kustomize), Map.of()))
        .render(
            MemoryTree.of(namesAndTexts).source(),
            new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE)
                .with(BuildOutputs.of(temp.resolve("clone")), DecryptionKeys.NONE));
  }

  /// An Application may be hidden in it.
  @Test
  void oneRunBuildsAKustomizationOnce() throws IOException {
    Rendered rendered =
        new AutoRenderer(
                YamlLimits.DEFAULT,
                new RenderTools(Map.of(RenderProgram.KUSTOMIZE, kustomize), Map.of()))
            .render(
                MemoryTree.of(
                        "a/kustomization.yaml",
                        "resources: [a.yaml]\n",
                        "a/a.yaml",
                        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\n")
                    .source(),
                new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE));

    assertThat(rendered.manifests()).extracting(it -> it.name()).containsExactly("a");
    assertThat(starts()).containsExactly("build a");
  }

  private List<String> starts() throws IOException {
    List<String> lines = Files.readAllLines(starts);
    Files.writeString(starts, "");
    return lines;
  }

  private static List<String> contents(Rendered rendered) {
    return rendered.manifests().stream()
        .map(it -> it.origin().start() + " " + JsonWriter.text(it.content()))
        .toList();
  }

  private static String[] files(String configMap, String prefix) {
    return new String[] {
      "a/kustomization.yaml",
      "resources: [a.yaml]\nnamePrefix: %s\n".formatted(prefix),
      "a/a.yaml",
      configMap,
      "b/kustomization.yaml",
      "configMapGenerator: [{name: b, literals: [a=b]}]\n"
    };
  }

  @Test
  void theSecondRunStartsNoRenderer() throws IOException {
    Rendered first = render(files(CONFIG_MAP, "x-"));
    assertThat(starts()).containsExactlyInAnyOrder("build a", "build b");

    Rendered second = render(files(CONFIG_MAP, "x-"));

    assertThat(starts()).isEmpty();
    assertThat(contents(second)).isEqualTo(contents(first)).hasSize(2);
    assertThat(second.renderers()).containsExactly("kustomize v5.8.1");
  }

  @Test
  void onlyWhatChangedIsBuiltAgain() throws IOException {
    render(files(CONFIG_MAP, "x-"));
    starts();

    render(files(CONFIG_MAP.replace("{a: b}", "{a: c}"), "x-"));
    assertThat(starts()).containsExactly("build a");

    assertThat(render(files(CONFIG_MAP, "y-")).manifests()).anyMatch(it -> it.name().equals("y-a"));
    assertThat(starts()).containsExactly("build a");
  }

  @Test
  void anotherVersionBuildsAgain() throws IOException {
    render(files(CONFIG_MAP, "x-"));
    starts();
    install("v5.9.0");

    assertThat(render(files(CONFIG_MAP, "x-")).renderers()).containsExactly("kustomize v5.9.0");

    assertThat(starts()).containsExactlyInAnyOrder("build a", "build b");
  }

  @Test
  void whatFailedIsTriedAgain() throws IOException {
    String[] broken = {"a/kustomization.yaml", "resources: [a.yaml]\n", "a/a.yaml", "a: [\n"};
    render(broken);
    assertThat(render(broken).unrendered()).hasSize(1);

    assertThat(starts()).hasSize(2);
  }
}
