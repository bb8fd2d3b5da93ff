package dev.drift.source.flux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.policy.Ignore;
import dev.drift.policy.match.PolicySubject;
import dev.drift.source.ClusterFacts;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.Renderers;
import dev.drift.tree.MemoryTree;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreeLimits;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a Kustomization leaves to others in the objects that it applies.
class FluxIgnoresTest {
  private static final Path REPLICAS = Path.of("spec", "replicas");
  private static final Path IMAGE =
      Path.of("spec", "template", "spec", "containers")
          .plus(Path.Key.of("name", "web"))
          .field("image");
  private static final Path NOTE = Path.of("metadata", "annotations", "example.com/note");

  private static String web(String name, String marks) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %s, namespace: shop, labels: {app: web}, annotations: {example.com/note: a%s}}
    spec:
      replicas: 1
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {nodeSelector: {disk: ssd}, containers: [{name: web, image: "web:1", args: [a]}]}
    """
        .formatted(name, marks);
  }

  /// @param more lines of the Kustomization's spec
  private static Rendered render(ClusterFacts cluster, String more, String... files)
      throws IOException {
    String sync =
        """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: flux-system, namespace: flux-system}
        spec:
          path: ./prod
          sourceRef: {kind: GitRepository, name: flux-system}
        """;
    String[] all = new String[files.length + 4];
    all[0] = "prod/sync.yaml";
    all[1] = sync;
    all[2] = "prod/apps.yaml";
    all[3] =
        sync.replace("name: flux-system, namespace", "name: apps, namespace")
                .replace("./prod", "./apps")
            + more.indent(2);
    System.arraycopy(files, 0, all, 4, files.length);
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            new SourceTree(MemoryTree.of(all), TreeLimits.DEFAULT),
            new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE, cluster));
  }

  private static Rendered render(String more) throws IOException {
    return render(
        ClusterFacts.NONE,
        more,
        "apps/web.yaml",
        web("web", ""),
        "apps/other.yaml",
        web("other", ""),
        "apps/map.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: map, namespace: shop}\ndata: {a: b}\n");
  }

  private static Difference difference(String name, Change change, Path path, String live) {
    ResourceRef ref =
        new ResourceRef(
            "apps/v1",
            new ResourceId(new dev.drift.model.kind.GroupKind("apps", "Deployment"), "shop", name));
    return new Difference(
        ref,
        change,
        path,
        change == Change.ADDED ? Optional.empty() : Optional.of(Value.of("before")),
        live.isEmpty() ? Optional.empty() : Optional.of(Value.of(live)));
  }

  /// The policy that ignores it.
  private static List<String> ignoring(Rendered rendered, Difference difference) {
    Manifest manifest =
        rendered.manifests().stream()
            .filter(it -> it.kind().equals("Deployment"))
            .filter(it -> it.name().equals(difference.resource().id().name()))
            .findFirst()
            .orElseThrow();
    PolicySubject subject =
        PolicySubject.described(
            difference.resource(),
            Value.Obj.EMPTY,
            Optional.of(manifest.content()),
            Optional.of(manifest.content()));
    return rendered.ignores().stream()
        .filter(it -> it.match().matches(subject, difference, "kubectl-edit"))
        .map(Ignore::policy)
        .toList();
  }

  private static List<String> changed(Rendered rendered, String name, Path path) {
    return ignoring(rendered, difference(name, Change.CHANGED, path, "after"));
  }

  private static List<String> problems(Rendered rendered) {
    return rendered.problems().stream().map(Problem::message).toList();
  }

  @Test
  void aRuleIgnoresItsPathsInTheObjectsOfItsTarget() throws IOException {
    Rendered rendered =
        render(
            """
            ignore:
            - paths: [/spec/replicas, /metadata/annotations/example.com~1note]
              target: {group: apps, version: v1, kind: Deploy.*, name: w.b, namespace: shop}
            - paths: [/spec/template/spec/containers/0]
              target: {labelSelector: "app in (web, shop)", annotationSelector: example.com/note=a}
            """);

    String first = "Flux Kustomization flux-system/apps, spec.ignore 1";
    assertThat(problems(rendered)).isEmpty();
    assertThat(changed(rendered, "web", REPLICAS)).containsExactly(first);
    assertThat(changed(rendered, "web", NOTE)).containsExactly(first);
    assertThat(changed(rendered, "other", REPLICAS)).isEmpty();
    assertThat(changed(rendered, "other", IMAGE))
        .containsExactly("Flux Kustomization flux-system/apps, spec.ignore 2");
    assertThat(changed(rendered, "web", Path.of("spec", "paused"))).isEmpty();

    // Flux leaves it alone also if somebody removes or adds it, and creates what is missing.
    assertThat(ignoring(rendered, difference("web", Change.REMOVED, REPLICAS, "")))
        .containsExactly(first);
    assertThat(
            ignoring(
                rendered,
                difference("web", Change.ADDED, Path.of("metadata", "annotations", "x"), "y")))
        .isEmpty();
    assertThat(ignoring(rendered, difference("web", Change.MISSING, Path.ROOT, ""))).isEmpty();

    Ignore ignore = rendered.ignores().getFirst();
    assertThat(ignore.reason()).isEqualTo("Flux leaves it to others");
    assertThat(ignore.owner()).isEqualTo("Flux Kustomization flux-system/apps");
    assertThat(ignore.place().file()).isEqualTo("prod/apps.yaml");
    assertThat(ignore.match().names()).extracting(it -> it.text()).containsExactly("web");
  }

  @Test
  void aRuleWithoutTargetIsForAllObjectsOfThisKustomization() throws IOException {
    Rendered rendered = render("ignore: [{paths: [/spec/replicas]}]");

    assertThat(changed(rendered, "web", REPLICAS)).hasSize(1);
    assertThat(changed(rendered, "other", REPLICAS)).hasSize(1);
    assertThat(rendered.ignores())
        .extracting(it -> it.match().kinds().toString())
        .containsExactlyInAnyOrder("[Deployment.apps]", "[ConfigMap]");
  }

  /// Its code keeps rules by their target.
  @Test
  void ofRulesWithoutTargetFluxAppliesTheLast() throws IOException {
    Rendered rendered =
        render(
            """
            ignore:
            - paths: [/spec/replicas]
            - paths: [/spec/paused]
            """);

    assertThat(changed(rendered, "web", REPLICAS)).isEmpty();
    assertThat(changed(rendered, "web", Path.of("spec", "paused"))).hasSize(1);
    assertThat(problems(rendered))
        .containsExactly(
            "Flux Kustomization flux-system/apps, spec.ignore: rule 1 has no target, and of such"
                + " rules Flux applies only the last, so what it ignores is reported");
  }

  @Test
  void whatIsNotARuleIsSaid() throws IOException {
    assertThat(problems(render("ignore: replicas")))
        .containsExactly(
            "Flux Kustomization flux-system/apps, spec.ignore: it is not a list of rules, so what"
                + " it ignores is reported");

    Rendered rendered =
        render(
            """
            ignore:
            - all
            - target: {kind: Deployment}
            - {paths: [spec/replicas, "", 7, /spec/replicas], target: {kind: Deployment}}
            - {paths: [/spec/paused], target: {name: "(web"}}
            - {paths: [/spec/paused], target: {labelSelector: "app in web"}}
            - {paths: [/spec/paused], target: web}
            - {paths: [/%s], target: {kind: Deployment}}
            """
                .formatted("a".repeat(3000)));

    assertThat(problems(rendered))
        .extracting(it -> it.replaceFirst("^.*spec.ignore: ", "").replaceFirst(", so what.*", ""))
        .containsExactly(
            "rule 1 is not a mapping",
            "rule 2 has no list of paths",
            "rule 3 has a path that is not a JSON pointer such as /spec/replicas",
            "rule 4 has a target with a regular expression or a selector that Drift does not"
                + " evaluate",
            "rule 5 has a target with a regular expression or a selector that Drift does not"
                + " evaluate",
            "rule 6 has a target with a regular expression or a selector that Drift does not"
                + " evaluate",
            "a path of rule 7 is longer than 2,000 characters");
    assertThat(rendered.problems())
        .extracting(Problem::code)
        .containsOnly(Problem.Code.IGNORE_REFUSED);
    assertThat(changed(rendered, "web", REPLICAS)).hasSize(1);
    assertThat(changed(rendered, "web", Path.of("spec", "paused"))).isEmpty();
  }

  /// The field is new in 1.9.0.
  @Test
  void anOlderControllerIgnoresNothing() throws IOException {
    Rendered rendered =
        render(
            TestCluster.of(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: kustomize-controller, namespace: flux-system}
                spec:
                  template:
                    spec:
                      containers:
                      - image: ghcr.io/fluxcd/kustomize-controller:v1.8.3
                """),
            "ignore: [{paths: [/spec/replicas]}]",
            "apps/web.yaml",
            web("web", ""));

    assertThat(rendered.ignores()).isEmpty();
    assertThat(problems(rendered))
        .containsExactly(
            "Flux Kustomization flux-system/apps, spec.ignore: kustomize-controller 1.8.3 does not"
                + " have this field, which is new in 1.9.0, so what it ignores is reported");
  }

  /// What Git declares is still Git's.
  @Test
  void whatOthersAddToAMergedObjectIsNoDrift() throws IOException {
    for (String mark : List.of("Merge", "merge")) {
      Rendered rendered =
          render(
              ClusterFacts.NONE,
              "",
              "apps/web.yaml",
              web("web", ", kustomize.toolkit.fluxcd.io/ssa: " + mark),
              "apps/other.yaml",
              web("other", ", kustomize.toolkit.fluxcd.io/ssa: Override"));

      Path added = Path.of("metadata", "labels", "team");
      assertThat(ignoring(rendered, difference("web", Change.ADDED, added, "shop")))
          .containsExactly("Flux Kustomization flux-system/apps, ssa: Merge");
      assertThat(ignoring(rendered, difference("other", Change.ADDED, added, "shop"))).isEmpty();
      for (Change change : List.of(Change.CHANGED, Change.DEFAULT_CHANGED, Change.REORDERED)) {
        assertThat(ignoring(rendered, difference("web", change, REPLICAS, "3"))).isEmpty();
      }
      assertThat(ignoring(rendered, difference("web", Change.REMOVED, REPLICAS, ""))).isEmpty();
      assertThat(ignoring(rendered, difference("web", Change.MISSING, Path.ROOT, ""))).isEmpty();
      assertThat(rendered.ignores())
          .extracting(Ignore::reason)
          .containsOnly("Flux keeps what others add");
    }
  }

  /// A list without identities, or a selector, has one owner as a whole.
  @Test
  void whatIsAddedWithinAValueOfOneOwnerIsDrift() throws IOException {
    Rendered rendered =
        render(
            ClusterFacts.NONE,
            "",
            "apps/web.yaml",
            web("web", ", kustomize.toolkit.fluxcd.io/ssa: Merge"));
    Path pod = Path.of("spec", "template", "spec");
    Path containers = pod.field("containers");

    assertThat(
            ignoring(
                rendered,
                difference(
                    "web",
                    Change.ADDED,
                    containers
                        .plus(Path.Key.of("name", "web"))
                        .field("args")
                        .plus(new Path.Index(1)),
                    "b")))
        .isEmpty();
    assertThat(
            ignoring(
                rendered,
                difference("web", Change.ADDED, pod.field("nodeSelector").field("zone"), "a")))
        .isEmpty();
    assertThat(
            ignoring(
                rendered,
                difference(
                    "web", Change.ADDED, containers.plus(Path.Key.of("name", "sidecar")), "x")))
        .hasSize(1);
    assertThat(
            ignoring(
                rendered,
                difference("web", Change.ADDED, pod.field("affinity").field("nodeAffinity"), "x")))
        .hasSize(1);
  }
}
