package dev.drift.source.argo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.policy.Ignore;
import dev.drift.policy.match.PolicySubject;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What `ignoreDifferences` of an Application and of argocd-cm make the engine ignore.
class IgnoreDifferencesTest {
  private static ArgoFixture render(String entries, String system) throws IOException {
    return ArgoFixture.of(
        "argo/cm.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm, namespace: argocd}\ndata:\n"
            + system,
        "argo/web.yaml",
        ArgoFixture.application("web", "path: apps") + "  ignoreDifferences:\n" + entries,
        "apps/web.yaml",
        ArgoFixture.WEB,
        "other.yaml",
        ArgoFixture.WEB.replace("{name: web}", "{name: other, namespace: shop}"));
  }

  /// Whether a change of the number of replicas, or of an image, is ignored.
  private static boolean ignores(ArgoFixture argo, String name, Path path, String manager) {
    Manifest manifest = argo.manifest("Deployment", name);
    ResourceRef ref =
        new ResourceRef("apps/v1", new ResourceId(manifest.groupKind(), "shop", name));
    PolicySubject subject =
        PolicySubject.described(
            ref, Value.Obj.EMPTY, Optional.of(manifest.content()), Optional.of(manifest.content()));
    Difference difference =
        new Difference(
            ref,
            Change.CHANGED,
            path,
            Optional.of(Value.of("before")),
            Optional.of(Value.of("after")));
    return argo.rendered().ignores().stream()
        .map(Ignore::match)
        .anyMatch(it -> it.matches(subject, difference, manager));
  }

  private static final Path REPLICAS = Path.ROOT.field("spec").field("replicas");
  private static final Path IMAGE =
      Path.ROOT
          .field("spec")
          .field("template")
          .field("spec")
          .field("containers")
          .plus(new Path.Index(0))
          .field("image");

  @Test
  void jsonPointers() throws IOException {
    ArgoFixture argo =
        render(
            "  - {group: apps, kind: Deployment, jsonPointers: [/spec/replicas]}\n"
                + "  - {group: '*', kind: 'Deploy*', name: web, jsonPointers:"
                + " [/spec/template/spec/containers/0]}\n",
            "  a: b\n");

    assertThat(ignores(argo, "web", REPLICAS, "")).isTrue();
    assertThat(ignores(argo, "web", IMAGE, "")).isTrue();
    assertThat(ignores(argo, "web", Path.ROOT.field("spec").field("paused"), "")).isFalse();
    assertThat(ignores(argo, "other", REPLICAS, "")).as("of no Application").isFalse();
    Ignore ignore = argo.rendered().ignores().getFirst();
    assertThat(ignore.policy()).isEqualTo("Application argocd/web, ignoreDifferences 1");
    assertThat(ignore.place().file()).isEqualTo("argo/web.yaml");
  }

  @Test
  void namesAndNamespacesAreExact() throws IOException {
    assertThat(
            render(
                    """
                      - {group: apps, kind: Deployment, name: 'we*', jsonPointers: [/spec]}
                      - {group: apps, kind: Deployment, namespace: there, jsonPointers: [/spec]}
                      - {kind: Deployment, jsonPointers: [/spec]}
                    """,
                    "  a: b\n")
                .rendered()
                .ignores())
        .isEmpty();
  }

  @Test
  void jqAndManagers() throws IOException {
    ArgoFixture argo =
        render(
            """
              - group: apps
                kind: Deployment
                jqPathExpressions:
                - '.spec.template.spec.containers[] | select(.name == "web") | .image'
                - 'env.PATH'
                managedFieldsManagers: [scaler]
            """,
            "  a: b\n");

    assertThat(ignores(argo, "web", IMAGE, "")).isTrue();
    assertThat(ignores(argo, "web", REPLICAS, "kubectl")).isFalse();
    assertThat(ignores(argo, "web", REPLICAS, "scaler")).isTrue();
    assertThat(argo.rendered().problems())
        .singleElement()
        .extracting(it -> it.message())
        .isEqualTo(
            "Application argocd/web, ignoreDifferences 1: an expression of jqPathExpressions calls a"
                + " function that jq does not have or that reads more than the object, so what it"
                + " ignores is reported");
  }

  @Test
  void systemLevel() throws IOException {
    ArgoFixture argo =
        render(
            "  - {kind: None, jsonPointers: [/spec]}\n",
            """
              resource.customizations.ignoreDifferences.apps_Deployment: |
                jsonPointers: [/spec/replicas]
              resource.customizations.ignoreDifferences.all: |
                managedFieldsManagers: [scaler]
            """);

    assertThat(ignores(argo, "web", REPLICAS, "")).isTrue();
    assertThat(ignores(argo, "web", IMAGE, "")).isFalse();
    assertThat(ignores(argo, "web", IMAGE, "scaler")).isTrue();
  }
}
