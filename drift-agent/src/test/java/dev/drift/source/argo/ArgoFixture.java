package dev.drift.source.argo;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceRef;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.DecryptionKeys;
import dev.drift.source.Fetcher;
import dev.drift.source.KnownBuilds;
import dev.drift.source.RenderOptions;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.SourceRepository;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.Renderers;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A repository of a test with Applications, rendered by the real programs.
record ArgoFixture(Rendered rendered) {
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  static final SourceRepository REPOSITORY =
      new SourceRepository(
          List.of("git@github.com:shop/platform.git"), Optional.of(COMMIT), Set.of("main"));

  static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}]}
      """;

  /// A cluster that has nothing, so that Argo CD's settings are the usual ones.
  static class EmptyCluster implements ClusterFacts {
    @Override
    public Optional<String> version() {
      return Optional.of("v1.35.1");
    }

    @Override
    public List<String> apiVersions() {
      return List.of("apps/v1", "apps/v1/Deployment", "example.com/v1/Widget");
    }

    @Override
    public Answer object(ResourceRef ref) {
      return new Answer.Absent();
    }

    @Override
    public Listing objects(GroupKind kind) {
      return new Listing.Found(List.of());
    }
  }

  static ArgoFixture of(String... namesAndTexts) throws IOException {
    return of(REPOSITORY, new EmptyCluster(), namesAndTexts);
  }

  static ArgoFixture of(SourceRepository repository, ClusterFacts cluster, String... namesAndTexts)
      throws IOException {
    return of(repository, cluster, DecryptionKeys.NONE, namesAndTexts);
  }

  static ArgoFixture of(
      SourceRepository repository,
      ClusterFacts cluster,
      DecryptionKeys keys,
      String... namesAndTexts)
      throws IOException {
    return of(repository, cluster, keys, RenderOptions.DEFAULT, Fetcher.NONE, namesAndTexts);
  }

  static ArgoFixture of(
      SourceRepository repository,
      ClusterFacts cluster,
      DecryptionKeys keys,
      RenderOptions options,
      Fetcher fetcher,
      String... namesAndTexts)
      throws IOException {
    return new ArgoFixture(
        new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
            .render(
                new SourceTree(MemoryTree.of(namesAndTexts), TreeLimits.DEFAULT),
                new RenderRequest(
                        List.of(), List.of(), "", KnownFiles.NONE, List.of(), cluster, repository)
                    .with(KnownBuilds.NONE, keys)
                    .with(options)
                    .with(fetcher)));
  }

  /// An Application of this repository that deploys to the namespace `shop`.
  ///
  /// @param source its fields besides repoURL, in flow style, such as `path: apps/web`
  static String application(String name, String source) {
    return """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: %s, namespace: argocd}
        spec:
          project: default
          destination: {server: https://kubernetes.default.svc, namespace: shop}
          source: {repoURL: "https://github.com/shop/platform", %s}
        """
        .formatted(name, source);
  }

  /// All but the Applications themselves.
  List<String> names() {
    return rendered.manifests().stream()
        .filter(it -> !it.kind().startsWith("Application"))
        .map(it -> "%s %s/%s".formatted(it.kind(), it.namespace(), it.name()))
        .sorted()
        .toList();
  }

  /// What is declared and not compared.
  List<String> elsewhere() {
    return rendered.elsewhere().manifests().stream()
        .map(it -> "%s %s/%s".formatted(it.kind(), it.namespace(), it.name()))
        .sorted()
        .toList();
  }

  List<String> reasons() {
    return rendered.unrendered().stream().map(Unrendered::reason).toList();
  }

  List<String> skipped() {
    return rendered.skipped().stream().map(Skipped::reason).toList();
  }

  Manifest manifest(String kind, String name) {
    return rendered.manifests().stream()
        .filter(it -> it.kind().equals(kind) && it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(names() + " " + reasons()));
  }

  /// A text or number of an object.
  ///
  /// @param path such as `spec/replicas`; a number is an item of a list
  String value(String kind, String name, String path) {
    Value value = manifest(kind, name).content();
    for (String step : path.split("/")) {
      value =
          step.matches("\\d+")
              ? ((Value.Arr) value).items().get(Integer.parseInt(step))
              : ((Value.Obj) value).get(step).orElse(Value.Null.NULL);
    }
    return text(value);
  }

  String annotation(String kind, String name, String annotation) {
    return text(
        manifest(kind, name)
            .content()
            .object("metadata")
            .object("annotations")
            .get(annotation)
            .orElse(Value.Null.NULL));
  }

  String label(String kind, String name, String label) {
    return text(
        manifest(kind, name)
            .content()
            .object("metadata")
            .object("labels")
            .get(label)
            .orElse(Value.Null.NULL));
  }

  /// The data of a ConfigMap, as `key=value`.
  List<String> data(String name) {
    List<String> data = new ArrayList<>();
    manifest("ConfigMap", name)
        .content()
        .object("data")
        .fields()
        .forEach((key, value) -> data.add(key + "=" + text(value)));
    data.sort(null);
    return data;
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Str(String text) -> text;
      case Value.Num(var number) -> number.toPlainString();
      case Value.Null _ -> "";
      default -> throw new AssertionError("not a text: " + value);
    };
  }
}
