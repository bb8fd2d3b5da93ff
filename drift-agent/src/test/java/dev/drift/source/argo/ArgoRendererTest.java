package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.SourceRepository;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which Applications are rendered, and what Argo CD does to their objects.
class ArgoRendererTest {
  private static final String TRACKING_ID = "argocd.argoproj.io/tracking-id";

  private static String configMap(String name, String more) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s%s}\ndata: {a: b}\n"
        .formatted(name, more);
  }

  @Test
  void deploysAFolderToItsNamespaceWithTracking() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps/web, targetRevision: HEAD"),
            "apps/web/web.yaml",
            ArgoFixture.WEB
                + "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n"
                + "metadata: {name: reader, namespace: wrong}\n"
                + "---\n"
                + configMap("own", ", namespace: other")
                + "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
                + "metadata: {name: widgets.example.com}\n"
                + "spec: {group: example.com, scope: Cluster, names: {kind: Widget}}\n"
                + "---\napiVersion: example.com/v1\nkind: Widget\nmetadata: {name: one}\n");

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.names())
        .containsExactly(
            "ClusterRole /reader",
            "ConfigMap other/own",
            "CustomResourceDefinition /widgets.example.com",
            "Deployment shop/web",
            "Widget /one");
    assertThat(argo.annotation("Deployment", "web", TRACKING_ID))
        .isEqualTo("web:apps/Deployment:shop/web");
    assertThat(argo.annotation("ConfigMap", "own", TRACKING_ID))
        .isEqualTo("web:/ConfigMap:other/own");
    assertThat(argo.annotation("ClusterRole", "reader", TRACKING_ID))
        .as("cluster-scoped objects carry the namespace of the Application")
        .isEqualTo("web:rbac.authorization.k8s.io/ClusterRole:shop/reader");
    assertThat(argo.annotation("CustomResourceDefinition", "widgets.example.com", TRACKING_ID))
        .isEmpty();
    Manifest web = argo.manifest("Deployment", "web");
    assertThat(web.content().object("metadata").text("namespace")).contains("shop");
    assertThat(web.origin().start()).hasToString("apps/web/web.yaml:1:1 (rendered by argo-cd)");
    assertThat(web.origin().files()).containsExactly("apps/web/web.yaml", "argo/web.yaml");
  }

  /// They are not applied, so they are neither compared nor missing.
  @Test
  void leavesOutTheKindsThatArgocdCmNames() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps"),
            "apps/one.yaml",
            configMap("one", ""),
            "apps/endpoints.yaml",
            """
            apiVersion: v1
            kind: Endpoints
            metadata: {name: database}
            """,
            "apps/slice.yaml",
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: database}
            addressType: IPv4
            endpoints: []
            """,
            "settings.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: argocd-cm, namespace: argocd}
            data:
              resource.exclusions: |
                - apiGroups: ["", "discovery*"]
                  kinds: [Endpoints, EndpointSlice]
                - {apiGroups: ["*"], kinds: [ConfigMap], clusters: [https://elsewhere]}
            """);

    assertThat(argo.names())
        .contains("ConfigMap shop/one")
        .noneMatch(it -> it.contains("database"));
    assertThat(argo.skipped())
        .containsExactly(
            "Argo CD leaves out the Endpoints database (resource.exclusions or inclusions in"
                + " argocd-cm).",
            "Argo CD leaves out the EndpointSlice database (resource.exclusions or inclusions in"
                + " argocd-cm).");
  }

  @Test
  void marksObjectsAsArgocdCmSays() throws IOException {
    String settings =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm, namespace: argocd}\n"
            + "data: {application.resourceTrackingMethod: %s, installationID: one,"
            + " application.instanceLabelKey: argo/app}\n";
    String longName = "a-very-long-name-of-an-application-which-no-label-can-hold-at-al-.x";
    String[] files = {
      "argo/web.yaml",
      ArgoFixture.application(longName, "path: apps"),
      "apps/one.yaml",
      configMap("one", ""),
      "settings.yaml",
      settings.formatted("annotation+label")
    };

    ArgoFixture both = ArgoFixture.of(files);

    assertThat(both.annotation("ConfigMap", "one", TRACKING_ID))
        .isEqualTo(longName + ":/ConfigMap:shop/one");
    assertThat(both.annotation("ConfigMap", "one", "argocd.argoproj.io/installation-id"))
        .isEqualTo("one");
    assertThat(both.label("ConfigMap", "one", "argo/app"))
        .as("at most 63 characters, of which the last is a letter or digit")
        .isEqualTo("a-very-long-name-of-an-application-which-no-label-can-hold-at-a");

    files[5] = settings.formatted("label");
    files[1] = ArgoFixture.application("web", "path: apps");
    ArgoFixture label = ArgoFixture.of(files);

    assertThat(label.annotation("ConfigMap", "one", TRACKING_ID)).isEmpty();
    assertThat(label.label("ConfigMap", "one", "argo/app")).isEqualTo("web");
  }

  /// A mark that Argo CD did not set would be a finding that is not true.
  @Test
  void marksNothingIfItsSettingsAreNotKnown() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            ArgoFixture.REPOSITORY,
            ClusterFacts.NONE,
            "web.yaml",
            ArgoFixture.application("web", "path: apps"),
            "apps/one.yaml",
            configMap("one", ""));

    assertThat(argo.names()).containsExactly("ConfigMap shop/one");
    assertThat(argo.manifest("ConfigMap", "one").content().object("metadata").get("annotations"))
        .isEmpty();
  }

  /// Argo CD 2 labels objects unless it is asked not to; an Application of another namespace has a
  /// longer name.
  @Test
  void asksTheClusterForItsSettings() throws IOException {
    ClusterFacts older =
        new ArgoFixture.EmptyCluster() {
          @Override
          public Answer object(ResourceRef ref) {
            return switch (ref.toString()) {
              case "ConfigMap argocd/argocd-cm" -> new Answer.Found(Value.Obj.EMPTY);
              case "StatefulSet argocd/argocd-application-controller" ->
                  new Answer.Found(controller("quay.io/argoproj/argocd:v2.14.3"));
              default -> new Answer.Absent();
            };
          }
        };
    ArgoFixture argo =
        ArgoFixture.of(
            ArgoFixture.REPOSITORY,
            older,
            "web.yaml",
            ArgoFixture.application("web", "path: apps")
                .replace("namespace: argocd", "namespace: team"),
            "apps/one.yaml",
            configMap("one", ""));

    assertThat(argo.annotation("ConfigMap", "one", TRACKING_ID)).isEmpty();
    assertThat(argo.label("ConfigMap", "one", "app.kubernetes.io/instance")).isEqualTo("team_web");
  }

  private static Value.Obj controller(String image) {
    Value.Obj container = Value.Obj.EMPTY.with("image", Value.of(image));
    Value.Obj pod = Value.Obj.EMPTY.with("containers", new Value.Arr(List.of(container)));
    return Value.Obj.EMPTY.with(
        "spec", Value.Obj.EMPTY.with("template", Value.Obj.EMPTY.with("spec", pod)));
  }

  @Test
  void leavesHooksOutAndListsThem() throws IOException {
    String annotated = ", annotations: {%s}";
    ArgoFixture argo =
        ArgoFixture.of(
            "web.yaml",
            ArgoFixture.application("web", "path: apps"),
            "apps/all.yaml",
            String.join(
                "---\n",
                configMap("pre", annotated.formatted("argocd.argoproj.io/hook: PreSync")),
                configMap("skip", annotated.formatted("argocd.argoproj.io/hook: Skip")),
                configMap("gone", annotated.formatted("argocd.argoproj.io/hook: PostDelete")),
                configMap("helm", annotated.formatted("helm.sh/hook: 'pre-install,pre-upgrade'")),
                configMap("test", annotated.formatted("helm.sh/hook: test")),
                configMap("crd", annotated.formatted("helm.sh/hook: crd-install")),
                configMap("wave", annotated.formatted("argocd.argoproj.io/sync-wave: '1'"))));

    assertThat(argo.names()).containsExactly("ConfigMap shop/crd", "ConfigMap shop/wave");
    assertThat(argo.elsewhere())
        .as("they may stay in the cluster")
        .containsExactly(
            "ConfigMap shop/gone",
            "ConfigMap shop/helm",
            "ConfigMap shop/pre",
            "ConfigMap shop/skip",
            "ConfigMap shop/test");
    assertThat(argo.skipped())
        .containsExactly(
            "Argo CD runs the ConfigMap pre as a hook (argocd.argoproj.io/hook: PreSync), so it is"
                + " not compared.",
            "Argo CD runs the ConfigMap skip as a hook (argocd.argoproj.io/hook: Skip), so it is not"
                + " compared.",
            "Argo CD runs the ConfigMap gone as a hook (argocd.argoproj.io/hook: PostDelete), so it"
                + " is not compared.",
            "Argo CD runs the ConfigMap helm as a hook (helm.sh/hook: pre-install,pre-upgrade), so it"
                + " is not compared.",
            "Argo CD runs the ConfigMap test as a hook (helm.sh/hook: test), so it is not compared.");
  }

  @Test
  void takesTheLastOfObjectsThatAnApplicationHasTwice() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "web.yaml",
            ArgoFixture.application("web", "path: apps"),
            "apps/a.yaml",
            configMap("one", ""),
            "apps/b.yaml",
            configMap("one", ", namespace: shop").replace("a: b", "a: c"));

    assertThat(argo.data("one")).containsExactly("a=c");
    assertThat(argo.skipped())
        .containsExactly(
            "The Application argocd/web has the ConfigMap shop/one twice; Argo CD applies the last"
                + " one, at apps/b.yaml:1:1 (rendered by argo-cd), which is compared. Delete one of"
                + " the two.");
  }

  @Test
  void declaresTheNamespaceThatItManages() throws IOException {
    String policy =
        """
          syncPolicy:
            syncOptions: [%s]
            managedNamespaceMetadata: {labels: {team: shop}, annotations: {a: b}}
        """;
    String application = ArgoFixture.application("web", "path: apps");

    ArgoFixture managed =
        ArgoFixture.of(
            "web.yaml",
            application + policy.formatted("CreateNamespace=true"),
            "apps/one.yaml",
            configMap("one", ""));

    assertThat(managed.names()).containsExactly("ConfigMap shop/one", "Namespace /shop");
    assertThat(managed.label("Namespace", "shop", "team")).isEqualTo("shop");
    assertThat(managed.annotation("Namespace", "shop", "a")).isEqualTo("b");
    assertThat(managed.annotation("Namespace", "shop", "argocd.argoproj.io/sync-options"))
        .isEqualTo("ServerSideApply=true");
    assertThat(managed.annotation("Namespace", "shop", TRACKING_ID)).isEmpty();
    assertThat(managed.manifest("Namespace", "shop").origin().files()).containsExactly("web.yaml");

    ArgoFixture not =
        ArgoFixture.of(
            "web.yaml",
            application + policy.formatted("Prune=false"),
            "apps/one.yaml",
            configMap("one", ""));

    assertThat(not.names()).containsExactly("ConfigMap shop/one");
  }

  @Test
  void saysOnceThatARepositoryIsAnotherOne() throws IOException {
    String other =
        ArgoFixture.application("a", "path: apps").replace("shop/platform", "shop/other");
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/all.yaml",
            other + "---\n" + other.replace("name: a,", "name: b,"),
            "apps/one.yaml",
            configMap("one", ""));

    assertThat(argo.reasons())
        .containsExactly(
            "The Applications argocd/a, argocd/b deploy from another repository,"
                + " https://github.com/shop/other, which this run does not read. What they declare"
                + " from there is unknown.");
    assertThat(argo.names())
        .as("no Application takes this folder")
        .containsExactly("ConfigMap /one");
  }

  @Test
  void doesNotGuessWhichRepositoryThisIs() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            SourceRepository.UNKNOWN,
            ClusterFacts.NONE,
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps"),
            "apps/one.yaml",
            configMap("one", ""),
            "plain.yaml",
            configMap("plain", ""));

    assertThat(argo.reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: the URL of this repository is not known,"
                + " because it has no remote and was not read from one. What it declares is"
                + " unknown.");
    assertThat(argo.names()).containsExactly("ConfigMap /plain");
  }

  @Test
  void leavesOtherClustersOut() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps")
                .replace("server: https://kubernetes.default.svc", "name: production"),
            "argo/here.yaml",
            ArgoFixture.application("here", "path: here")
                .replace("server: https://kubernetes.default.svc", "name: in-cluster"),
            "apps/one.yaml",
            configMap("one", ""),
            "here/two.yaml",
            configMap("two", ""));

    assertThat(argo.names()).containsExactly("ConfigMap shop/two");
    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.skipped())
        .containsExactly(
            "The Application argocd/web deploys to the cluster production, so it is not compared"
                + " here.");
  }

  @Test
  void readsOneRevision() throws IOException {
    String[] files = {
      "argo/web.yaml",
      ArgoFixture.application("web", "path: apps, targetRevision: v1.2"),
      "apps/one.yaml",
      configMap("one", "")
    };

    ArgoFixture other = ArgoFixture.of(files);

    assertThat(other.names()).isEmpty();
    assertThat(other.reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: it deploys the revision v1.2, and this run"
                + " reads another one; read that revision with --revision. What it declares is"
                + " unknown.");

    files[1] = ArgoFixture.application("web", "path: apps, targetRevision: refs/heads/main");
    assertThat(ArgoFixture.of(files).names()).containsExactly("ConfigMap shop/one");
    files[1] = ArgoFixture.application("web", "path: apps, targetRevision: \"0123456789\"");
    assertThat(ArgoFixture.of(files).names()).containsExactly("ConfigMap shop/one");
  }

  @Test
  void saysWhichPluginItDoesNotRun() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: apps, plugin: {name: cdk8s}"),
            "apps/one.yaml",
            configMap("one", ""));

    assertThat(argo.names()).isEmpty();
    assertThat(argo.reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: the plugin cdk8s renders it, which Drift"
                + " does not run. What it declares is unknown.");
  }

  /// The children have no namespace until the root gives them one; one of them deploys the root
  /// again.
  @Test
  void findsApplicationsInWhatApplicationsDeploy() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "root.yaml",
            ArgoFixture.application("root", "path: children")
                .replace("namespace: shop", "namespace: argocd"),
            "children/kustomization.yaml",
            "namePrefix: prod-\nresources: [web.yaml]\n",
            "children/web.yaml",
            ArgoFixture.application("web", "path: apps").replace(", namespace: argocd", ""),
            "apps/one.yaml",
            configMap("one", ""),
            "apps/root.yaml",
            ArgoFixture.application("root", "path: children")
                .replace("namespace: shop", "namespace: argocd"));

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.names()).containsExactly("ConfigMap shop/one");
    assertThat(argo.annotation("ConfigMap", "one", TRACKING_ID))
        .isEqualTo("prod-web:/ConfigMap:shop/one");
    assertThat(argo.manifest("Application", "prod-web").namespace()).isEqualTo("argocd");
    assertThat(argo.manifest("ConfigMap", "one").origin().files())
        .containsExactly("apps/one.yaml", "children/web.yaml");
  }

  /// As `kubectl apply -k bootstrap` installs it.
  @Test
  void findsApplicationsInKustomizations() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "bootstrap/kustomization.yaml",
            "namePrefix: prod-\nnamespace: argocd\nresources: [../base]\n",
            "base/kustomization.yaml",
            "resources: [web.yaml]\n",
            "base/web.yaml",
            ArgoFixture.application("web", "path: overlays/web").replace(", namespace: argocd", ""),
            "overlays/web/kustomization.yaml",
            "resources: [one.yaml]\n",
            "overlays/web/one.yaml",
            configMap("one", ""));

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.names()).containsExactly("ConfigMap shop/one");
    assertThat(argo.annotation("ConfigMap", "one", TRACKING_ID))
        .isEqualTo("prod-web:/ConfigMap:shop/one");
    assertThat(argo.manifest("Application", "prod-web").namespace()).isEqualTo("argocd");
  }

  /// Each deploys the base, and another deployer does so too.
  @Test
  void severalDeployersMayUseOneBase() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/a.yaml",
            ArgoFixture.application("a", "path: overlays/a"),
            "base/kustomization.yaml",
            "resources: [one.yaml]\n",
            "base/one.yaml",
            configMap("one", ""),
            "overlays/a/kustomization.yaml",
            "namePrefix: a-\nresources: [../../base]\n",
            "overlays/b/kustomization.yaml",
            "namePrefix: b-\nresources: [../../base]\n");

    assertThat(argo.names()).containsExactly("ConfigMap /b-one", "ConfigMap shop/a-one");
    assertThat(argo.rendered().renderers()).containsExactly("plain", "kustomize v5.8.1");
  }

  @Test
  void comparesWhatASourceHydratorWroteOnlyOnItsBranch() throws IOException {
    String application =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: web, namespace: argocd}
        spec:
          destination: {name: in-cluster, namespace: shop}
          sourceHydrator:
            drySource: {repoURL: https://github.com/shop/platform, path: dry, targetRevision: HEAD}
            syncSource: {targetBranch: %s, path: hydrated}
        """;
    String[] files = {
      "argo.yaml", application.formatted("environments/prod"),
      "dry/one.yaml", configMap("dry", ""),
      "hydrated/one.yaml", configMap("one", "")
    };

    ArgoFixture other = ArgoFixture.of(files);

    assertThat(other.reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: it is hydrated to the branch"
                + " environments/prod, and this run reads another revision; read that branch with"
                + " --revision. What it declares is unknown.");
    assertThat(other.names()).as("dry sources are not applied").doesNotContain("ConfigMap /dry");

    files[1] = application.formatted("main");
    assertThat(ArgoFixture.of(files).names()).contains("ConfigMap shop/one");
  }
}
