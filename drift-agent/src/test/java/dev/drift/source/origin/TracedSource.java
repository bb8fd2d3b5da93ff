package dev.drift.source.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.config.HelmConfig;
import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Saying;
import dev.drift.model.value.Path;
import dev.drift.source.ClusterFacts;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.SourceRepository;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.Renderers;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A source of a test whose origins are traced with the real programs.
final class TracedSource {
  private final SourceTree tree;
  private final List<HelmConfig> helm;
  private final List<Manifest> manifests;
  private int renders;

  private TracedSource(List<HelmConfig> helm, String... namesAndTexts) throws IOException {
    this.tree = MemoryTree.of(namesAndTexts).source();
    this.helm = helm;
    Rendered rendered = render(tree, Optional.empty());
    assertThat(rendered.unrendered()).extracting(Unrendered::reason).isEmpty();
    this.manifests = rendered.manifests();
  }

  static TracedSource of(String... namesAndTexts) throws IOException {
    return new TracedSource(List.of(), namesAndTexts);
  }

  static TracedSource of(List<HelmConfig> helm, String... namesAndTexts) throws IOException {
    return new TracedSource(helm, namesAndTexts);
  }

  static String[] and(String[] files, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(files));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private Rendered render(SourceTree files, Optional<Set<String>> trying) throws IOException {
    RenderRequest request =
        new RenderRequest(
            List.of(),
            List.of(),
            "",
            KnownFiles.NONE,
            helm,
            ClusterFacts.NONE,
            new SourceRepository(
                List.of("https://git.example.com/shop/platform"),
                Optional.of("0123456789abcdef0123456789abcdef01234567"),
                Set.of("main")));
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            files, trying.map(it -> request.with(request.options().trying(it))).orElse(request));
  }

  private Manifest manifest(String kind) {
    return manifests.stream()
        .filter(it -> it.kind().equals(kind) && it.origin() instanceof Generated)
        .findFirst()
        .orElseThrow(() -> new AssertionError(manifests.stream().map(Manifest::kind).toList()));
  }

  /// What sets a value of the object of a kind: `place (what, rendered by …)`; empty if that is not
  /// proven.
  ///
  /// @param path as people write it
  String origin(String kind, String path) throws IOException {
    return origins(kind, path).getFirst();
  }

  /// Of several values at once.
  List<String> origins(String kind, String... paths) throws IOException {
    return traced(kind, Optional.empty(), Optional.empty(), paths);
  }

  /// Of a line of a text, counted from 0.
  String originOfLine(String kind, String path, int line) throws IOException {
    return traced(kind, Optional.of(line), Optional.empty(), path).getFirst();
  }

  /// Of a value of which the cluster has another.
  String originIfLive(String kind, String path, String live) throws IOException {
    return traced(kind, Optional.empty(), Optional.of(live), path).getFirst();
  }

  private List<String> traced(
      String kind, Optional<Integer> line, Optional<String> live, String... paths)
      throws IOException {
    Manifest manifest = manifest(kind);
    Generated origin = (Generated) manifest.origin();
    List<Question> questions =
        Arrays.stream(paths)
            .map(it -> Question.of(it, manifest, origin, Path.parse(it), line, live))
            .toList();
    renders = 0;
    Map<String, Saying> found =
        new OriginTrace(
                tree,
                "",
                new DocumentReader(YamlLimits.DEFAULT),
                changed -> {
                  renders++;
                  return render(changed, Optional.of(Set.copyOf(origin.inputs()))).manifests();
                })
            .of(questions);
    return Arrays.stream(paths)
        .map(it -> Optional.ofNullable(found.get(it)).map(origin::saidBy))
        .map(it -> it.map(Generated::toString).orElse(""))
        .toList();
  }

  /// How often the last question took a render.
  int renders() {
    return renders;
  }
}
