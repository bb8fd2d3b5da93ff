package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.ResourceRef;
import dev.drift.model.value.Value;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Kustomizations with the options of Applications, built by the real kustomize.
class KustomizeSourceTest {
  private static ArgoFixture kustomize(String options, String... more) throws IOException {
    String[] files = {
      "argo/web.yaml",
      ArgoFixture.application("web", "path: apps/web, kustomize: {" + options + "}"),
      "apps/web/kustomization.yaml",
      "resources: [web.yaml]\npatches: [{target: {kind: Deployment},"
          + " patch: '[{\"op\": \"add\", \"path\": \"/spec/paused\", \"value\": true}]'}]\n",
      "apps/web/web.yaml",
      ArgoFixture.WEB
    };
    String[] all = new String[files.length + more.length];
    System.arraycopy(files, 0, all, 0, files.length);
    System.arraycopy(more, 0, all, files.length, more.length);
    return ArgoFixture.of(all);
  }

  @Test
  void detectsAKustomizationAndLeadsToItsFiles() throws IOException {
    ArgoFixture argo =
        ArgoFixture.of(
            "argo/web.yaml",
            ArgoFixture.application("web", "path: ./apps/web/"),
            "apps/web/kustomization.yaml",
            "resources: [web.yaml]\n",
            "apps/web/web.yaml",
            ArgoFixture.WEB);

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.names()).containsExactly("Deployment shop/web");
    assertThat(argo.manifest("Deployment", "web").origin().start())
        .hasToString("apps/web/web.yaml:1:1 (rendered by kustomize)");
    assertThat(argo.manifest("Deployment", "web").origin().files())
        .containsExactly("apps/web/kustomization.yaml", "apps/web/web.yaml", "argo/web.yaml");
    assertThat(argo.rendered().renderers()).containsExactly("plain", "kustomize v5.8.1");
  }

  @Test
  void setsNamesImagesReplicasAndNamespace() throws IOException {
    ArgoFixture argo =
        kustomize(
            "namePrefix: a-, nameSuffix: -z, images: ['web=example.com/web:${ARGOCD_APP_REVISION_SHORT}'],"
                + " replicas: [{name: web, count: 3}], namespace: other");

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.names()).contains("Deployment other/a-web-z");
    assertThat(argo.value("Deployment", "a-web-z", "spec/replicas")).isEqualTo("3");
    assertThat(argo.value("Deployment", "a-web-z", "spec/template/spec/containers/0/image"))
        .isEqualTo("example.com/web:0123456");
    assertThat(argo.annotation("Deployment", "a-web-z", "argocd.argoproj.io/tracking-id"))
        .isEqualTo("web:apps/Deployment:other/a-web-z");
    assertThat(argo.manifest("Deployment", "a-web-z").origin().start())
        .hasToString("apps/web/web.yaml:1:1 (rendered by kustomize)");
  }

  @Test
  void setsLabelsAndAnnotations() throws IOException {
    ArgoFixture argo =
        kustomize(
            "commonLabels: {by: $ARGOCD_APP_NAME}, labelWithoutSelector: true,"
                + " commonAnnotations: {plain: $ARGOCD_APP_NAME}");

    assertThat(argo.label("Deployment", "web", "by")).isEqualTo("web");
    assertThat(
            argo.manifest("Deployment", "web")
                .content()
                .object("spec")
                .object("selector")
                .object("matchLabels")
                .fields())
        .containsOnlyKeys("app");
    assertThat(argo.annotation("Deployment", "web", "plain")).isEqualTo("$ARGOCD_APP_NAME");

    ArgoFixture expanded =
        kustomize(
            "commonAnnotations: {plain: $ARGOCD_APP_NAMESPACE-$$}, commonAnnotationsEnvsubst: true");

    assertThat(expanded.annotation("Deployment", "web", "plain")).isEqualTo("shop-$");
  }

  @Test
  void aLabelThatExistsIsOnlyReplacedByForce() throws IOException {
    String[] own = {
      "apps/web/kustomization.yaml", "commonLabels: {team: a}\nresources: [web.yaml]\n"
    };

    assertThat(kustomize("commonLabels: {team: b}", own).reasons())
        .singleElement()
        .asString()
        .contains("label team already in kustomization file");
    assertThat(
            kustomize("commonLabels: {team: b}, forceCommonLabels: true", own)
                .label("Deployment", "web", "team"))
        .isEqualTo("b");
  }

  /// Its own patch pauses the Deployment, and stays.
  @Test
  void appendsPatchesAndComponents() throws IOException {
    ArgoFixture argo =
        kustomize(
            "patches: [{target: {kind: Deployment}, patch: '[{\"op\": \"replace\", \"path\": \"/spec/replicas\", \"value\": 5}]'}],"
                + " components: [../../parts/extra]",
            "parts/extra/kustomization.yaml",
            """
            apiVersion: kustomize.config.k8s.io/v1alpha1
            kind: Component
            configMapGenerator:
            - {name: extra, literals: [a=b], options: {disableNameSuffixHash: true}}
            """);

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.names()).contains("ConfigMap shop/extra", "Deployment shop/web");
    assertThat(argo.value("Deployment", "web", "spec/replicas")).isEqualTo("5");
    assertThat(argo.manifest("Deployment", "web").content().object("spec").get("paused"))
        .contains(Value.of(true));
    assertThat(argo.manifest("Deployment", "web").origin().start())
        .hasToString("apps/web/web.yaml:1:1 (rendered by kustomize)");
  }

  @Test
  void missingComponentsMayBeIgnored() throws IOException {
    assertThat(kustomize("components: [../../parts/none]").reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: its component ../../parts/none is not in"
                + " this repository. What it declares is unknown.");
    assertThat(kustomize("components: [../../parts/none], ignoreMissingComponents: true").reasons())
        .isEmpty();
  }

  /// Argo CD writes no `--` before them, so kustomize prints its help and changes nothing.
  @Test
  void noValueIsAnOption() throws IOException {
    String component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n";
    String why =
        "The Application argocd/web was not rendered: an entry of kustomize.%s begins with -, so"
            + " kustomize takes it for an option. What it declares is unknown.";

    assertThat(kustomize("images: ['--help']").reasons()).containsExactly(why.formatted("images"));
    assertThat(
            kustomize("components: ['-h']", "apps/web/-h/kustomization.yaml", component).reasons())
        .contains(why.formatted("components"));
    assertThat(kustomize("replicas: [{name: '--help', count: 1}]").reasons())
        .containsExactly(why.formatted("replicas"));
    assertThat(kustomize("commonLabels: {'-h': a}").reasons())
        .containsExactly(why.formatted("commonLabels"));
    assertThat(kustomize("commonAnnotations: {'-h': a}").reasons())
        .containsExactly(why.formatted("commonAnnotations"));
  }

  @Test
  void overridesBesideItBeatTheApplication() throws IOException {
    ArgoFixture argo =
        kustomize(
            "images: ['web:2']",
            "apps/web/.argocd-source.yaml",
            "kustomize: {images: ['web:3'], namePrefix: x-}\npath: elsewhere\n",
            "apps/web/.argocd-source-web.yaml",
            "kustomize: {images: ['web:4'], namePrefix: null}\n");

    assertThat(argo.reasons()).isEmpty();
    assertThat(argo.value("Deployment", "web", "spec/template/spec/containers/0/image"))
        .isEqualTo("web:4");
    assertThat(argo.manifest("Deployment", "web").origin().files())
        .contains("apps/web/.argocd-source.yaml", "apps/web/.argocd-source-web.yaml");
  }

  /// Such options matter only where a build fails without them.
  @Test
  void buildsWithoutTheOptionsOfArgocdCm() throws IOException {
    String[] files = {
      "argo/web.yaml", ArgoFixture.application("web", "path: apps/web"),
      "apps/web/kustomization.yaml", "resources: [../other.yaml]\n",
      "apps/other.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\n"
    };

    assertThat(ArgoFixture.of(files).reasons())
        .singleElement()
        .asString()
        .contains("is not in or below");
    assertThat(withBuildOptions("--load-restrictor LoadRestrictionsNone", files).reasons())
        .as("a generator could name any file of this machine")
        .singleElement()
        .asString()
        .contains("is not in or below");
    files[5] = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\n";
    files[3] = "resources: [other.yaml]\n";
    files[4] = "apps/web/other.yaml";
    assertThat(
            withBuildOptions("--load-restrictor LoadRestrictionsNone --enable-helm", files).names())
        .containsExactly("ConfigMap shop/other");
    assertThat(withBuildOptions("--enable-alpha-plugins --enable-exec", files).reasons())
        .containsExactly(
            "The Application argocd/web was not rendered: kustomize.buildOptions in argocd-cm has"
                + " --enable-alpha-plugins, which Drift does not pass on. What it declares is"
                + " unknown.");
  }

  private static ArgoFixture withBuildOptions(String options, String... files) throws IOException {
    return ArgoFixture.of(
        ArgoFixture.REPOSITORY,
        new ArgoFixture.EmptyCluster() {
          @Override
          public Answer object(ResourceRef ref) {
            return ref.toString().equals("ConfigMap argocd/argocd-cm")
                ? new Answer.Found(
                    Value.Obj.EMPTY.with(
                        "data", Value.Obj.EMPTY.with("kustomize.buildOptions", Value.of(options))))
                : new Answer.Absent();
          }
        },
        files);
  }
}
