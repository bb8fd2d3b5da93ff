package dev.drift.source.argo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// ApplicationSets that Git alone does not resolve: their Applications are those of the cluster.
class LiveApplicationsTest {
  private static final String CLUSTERS = "clusters: {}";

  private static String set(String generators, String more) {
    return """
    apiVersion: argoproj.io/v1alpha1
    kind: ApplicationSet
    metadata: {name: all, namespace: argocd}
    spec:
      generators: [%s]
      %s
      template:
        metadata: {name: '{{name}}'}
        spec:
          destination: {name: in-cluster, namespace: shop}
          source: {repoURL: "https://github.com/shop/platform", path: 'apps/{{name}}'}
    """
        .formatted(generators, more);
  }

  private static String owned(String name, String set, String path) {
    return ArgoFixture.application(name, "path: " + path)
        .replace(
            "metadata: {",
            "metadata: {ownerReferences: [{apiVersion: argoproj.io/v1alpha1, kind:"
                + " ApplicationSet, name: %s, uid: u, controller: true}], ".formatted(set));
  }

  private static ClusterFacts cluster(String... applications) {
    List<Value.Obj> contents = Stream.of(applications).map(LiveApplicationsTest::object).toList();
    return new ArgoFixture.EmptyCluster() {
      @Override
      public Listing objects(GroupKind kind) {
        assertThat(kind).isEqualTo(Kinds.ARGO_APPLICATION);
        return new Listing.Found(contents);
      }
    };
  }

  private static Value.Obj object(String yaml) {
    return (Value.Obj)
        new DocumentReader(YamlLimits.DEFAULT)
            .read(new SourceFile("live.yaml", yaml.getBytes(UTF_8)))
            .documents()
            .getFirst()
            .value();
  }

  private static ArgoFixture render(String set, ClusterFacts cluster) throws IOException {
    return ArgoFixture.of(
        ArgoFixture.REPOSITORY,
        cluster,
        "argo/all.yaml",
        set,
        "apps/one/o.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n",
        "apps/two/t.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: two}\n",
        "apps/three/t.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: three}\n");
  }

  private static List<String> tracked(ArgoFixture argo) {
    return argo.rendered().manifests().stream()
        .filter(it -> it.kind().equals("ConfigMap"))
        .map(
            it ->
                it.content()
                    .object("metadata")
                    .object("annotations")
                    .text("argocd.argoproj.io/tracking-id")
                    .orElse(""))
        .sorted()
        .toList();
  }

  /// Another set, and a person, made the others.
  @Test
  void thoseThatTheSetMadeAreRendered() throws IOException {
    ArgoFixture argo =
        render(
            set(CLUSTERS, ""),
            cluster(
                owned("east", "all", "apps/one"),
                owned("west", "all", "apps/two"),
                owned("other", "others", "apps/three"),
                ArgoFixture.application("alone", "path: apps/three")));

    assertThat(argo.reasons()).isEmpty();
    assertThat(tracked(argo))
        .containsExactly("east:/ConfigMap:shop/one", "west:/ConfigMap:shop/two");
    assertThat(argo.skipped())
        .containsExactly(
            "The ApplicationSet argocd/all is not resolved from Git: the clusters generator depends"
                + " on more than this repository. Its 2 Applications were read from the cluster;"
                + " they are themselves not compared. Files below apps that no Application deploys"
                + " are not compared either.");
    assertThat(argo.rendered().skipped().getFirst().place()).hasToString("argo/all.yaml:1:1");
    assertThat(argo.manifest("ConfigMap", "one").origin().files())
        .containsExactly("apps/one/o.yaml", "argo/all.yaml");
    assertThat(argo.rendered().manifests())
        .as("the Applications are the set's")
        .noneMatch(it -> it.kind().equals("Application"));
  }

  @Test
  void everyGeneratorAndTemplateThatGitDoesNotResolve() throws IOException {
    for (String generator :
        List.of(
            CLUSTERS,
            "scmProvider: {github: {organization: shop}}",
            "pullRequest: {github: {owner: shop, repo: platform}}",
            "clusterDecisionResource: {configMapRef: placements}",
            "plugin: {configMapRef: {name: plugin}}",
            "matrix: {generators: [{list: {elements: [{a: b}]}}, {clusters: {}}]}")) {
      ArgoFixture argo = render(set(generator, ""), cluster(owned("east", "all", "apps/one")));

      assertThat(argo.reasons()).as(generator).isEmpty();
      assertThat(tracked(argo)).as(generator).containsExactly("east:/ConfigMap:shop/one");
    }
    for (String more : List.of("templatePatch: 'spec: {}'", "goTemplate: true")) {
      ArgoFixture argo =
          render(
              set("list: {elements: [{name: one}]}", more)
                  .replace("name: '{{name}}'", "name: '{{ .name | upper }}'"),
              cluster(owned("east", "all", "apps/one")));

      assertThat(argo.reasons()).as(more).isEmpty();
      assertThat(tracked(argo)).as(more).containsExactly("east:/ConfigMap:shop/one");
    }
  }

  /// What the list gives is in the cluster too, still as it was before the last commit.
  @Test
  void gitDecidesAsFarAsItCan() throws IOException {
    ArgoFixture argo =
        render(
            set("{list: {elements: [{name: one}]}}, {clusters: {}}", ""),
            cluster(owned("one", "all", "apps/three"), owned("west", "all", "apps/two")));

    assertThat(argo.reasons()).isEmpty();
    assertThat(tracked(argo))
        .containsExactly("one:/ConfigMap:shop/one", "west:/ConfigMap:shop/two");
    assertThat(argo.skipped())
        .containsExactly(
            "The ApplicationSet argocd/all is not resolved from Git: the clusters generator depends"
                + " on more than this repository. Its Application was read from the cluster; it is"
                + " itself not compared. Files below apps that no Application deploys are not"
                + " compared either.");
  }

  @Test
  void ofOtherClustersAreLeftOutAsAnyOther() throws IOException {
    ArgoFixture argo =
        render(
            set(CLUSTERS, ""),
            cluster(
                owned("east", "all", "apps/one"),
                owned("west", "all", "apps/two")
                    .replace("https://kubernetes.default.svc", "https://west.example.com")));

    assertThat(tracked(argo)).containsExactly("east:/ConfigMap:shop/one");
    assertThat(argo.skipped())
        .contains(
            "The Application argocd/west deploys to the cluster https://west.example.com, so it is"
                + " not compared here.");
  }

  @Test
  void saysWhyNoneWasFound() throws IOException {
    assertThat(render(set(CLUSTERS, ""), cluster(owned("a", "others", "apps/one"))).reasons())
        .containsExactly(
            "The Applications of the ApplicationSet argocd/all are not known: the clusters"
                + " generator depends on more than this repository, and the cluster has no"
                + " Application of it. What they declare is unknown.");
    assertThat(render(set(CLUSTERS, ""), ClusterFacts.NONE).reasons())
        .containsExactly(
            "The Applications of the ApplicationSet argocd/all are not known: the clusters"
                + " generator depends on more than this repository, and its Applications could not"
                + " be read from the cluster: no cluster is connected. What they declare is"
                + " unknown.");
    assertThat(
            render(
                    set("{list: {elements: [{name: one}]}}, {clusters: {}}", ""),
                    cluster(owned("one", "all", "apps/one")))
                .reasons())
        .containsExactly(
            "The Applications of the ApplicationSet argocd/all are not known: the clusters"
                + " generator depends on more than this repository, and the cluster has no other"
                + " Application of it. What they declare is unknown.");
  }

  /// Whoever applies the file chooses the namespace.
  @Test
  void aSetWithoutNamespaceIsThatOfTheOnlyNamespace() throws IOException {
    String set = set(CLUSTERS, "").replace(", namespace: argocd", "");
    String east = owned("east", "all", "apps/one");
    String west = owned("west", "all", "apps/two").replace("namespace: argocd", "namespace: team");

    assertThat(tracked(render(set, cluster(east)))).containsExactly("east:/ConfigMap:shop/one");
    assertThat(render(set, cluster(east, west)).reasons())
        .containsExactly(
            "The Applications of the ApplicationSet all are not known: the clusters generator"
                + " depends on more than this repository, and the cluster has Applications of such"
                + " a set in several namespaces; give the ApplicationSet its namespace. What they"
                + " declare is unknown.");
    assertThat(tracked(render(set(CLUSTERS, ""), cluster(east, west))))
        .containsExactly("east:/ConfigMap:shop/one");
  }

  @Test
  void theClusterIsNotAskedIfGitIsEnough() throws IOException {
    ClusterFacts none =
        new ArgoFixture.EmptyCluster() {
          @Override
          public Listing objects(GroupKind kind) {
            throw new AssertionError("asked for " + kind);
          }
        };

    ArgoFixture argo = render(set("list: {elements: [{name: one}]}", ""), none);

    assertThat(argo.reasons()).isEmpty();
    assertThat(tracked(argo))
        .as("the other folders are plain manifests")
        .containsExactly("", "", "one:/ConfigMap:shop/one");
  }
}
