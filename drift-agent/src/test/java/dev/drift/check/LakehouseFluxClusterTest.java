package dev.drift.check;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import dev.drift.testkit.ControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the Flux example renders to, on a real control plane. No controller of Flux runs: what it
/// would apply is applied.
@Tag("cluster")
final class LakehouseFluxClusterTest {
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(3);

  /// `flux bootstrap` installs these before it reads the repository.
  private static final String FLUX =
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: flux-system}\n---\n"
          + definition("source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories")
          + definition("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations")
          + definition("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases");

  /// In the order of `infrastructure` and `apps`.
  private static final Set<String> FIRST = Set.of("Namespace", "CustomResourceDefinition");

  @TempDir Path home;

  private static String definition(String group, String version, String kind, String plural) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: %4$s.%1$s}
    spec:
      group: %1$s
      scope: Namespaced
      names: {kind: %3$s, plural: %4$s}
      versions:
      - name: %2$s
        served: true
        storage: true
        subresources: {status: {}}
        schema:
          openAPIV3Schema:
            type: object
            properties:
              spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
              status: {type: object, x-kubernetes-preserve-unknown-fields: true}
    ---
    """
        .formatted(group, version, kind, plural);
  }

  @Test
  void whatFluxAppliesIsInSync() throws Exception {
    List<Manifest> manifests = LakehouseFlux.render("minikube").manifests();
    try (ControlPlane plane = ControlPlane.start()) {
      apply(plane, FLUX);
      apply(plane, text(manifests, true));
      plane
          .kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all")
          .orThrow();
      apply(plane, text(manifests, false));
      plane.awaitSettled(SETTLES_WITHIN);

      Report report = LakehouseFlux.check(plane, "minikube", home);

      assertThat(Lakehouse.lines(report)).isEmpty();
      // Overlays of the other clusters, which this one does not deploy.
      assertThat(report.problems())
          .extracting(Problem::code)
          .containsExactly(Problem.Code.OTHERS_NOT_READ);
      assertThat(report.coverage().complete(FailOn.ANY_DRIFT.needs())).isTrue();
      assertThat(report.resources())
          .extracting(Report.ResourceVerdict::verdict)
          .containsOnly(Verdict.IN_SYNC);
      assertThat(report.resources()).hasSize(236);
      assertThat(report.exitCode(FailOn.ANY_DRIFT).code()).isZero();

      plane
          .kubectl("-n", "redis", "set", "image", "statefulset/redis", "redis=redis:7.2")
          .orThrow();
      // Whoever installs Flux creates it; it is not in Git.
      plane.kubectl("-n", "flux-system", "create", "secret", "generic", "sops-age").orThrow();
      Report changed = LakehouseFlux.check(plane, "minikube", home);
      assertThat(Lakehouse.lines(changed))
          .containsExactly(
              "CHANGED StatefulSet redis/redis"
                  + " spec.template.spec.containers[name=redis].image",
              "UNMANAGED Secret flux-system/sops-age");
      assertThat(changed.drift().getFirst().origin())
          .hasToString(
              "Optional[charts/redis/values.yaml:1:33 (default of the chart for image.tag, rendered by helm)]");
    }
  }

  private static void apply(ControlPlane plane, String objects) {
    plane
        .kubectlWithInput(
            objects, "apply", "--server-side", "--field-manager=kustomize-controller", "-f", "-")
        .orThrow();
  }

  private static String text(List<Manifest> manifests, boolean first) {
    return manifests.stream()
        .filter(it -> FIRST.contains(it.kind()) == first)
        .map(it -> JsonWriter.text(it.content()))
        .collect(joining("\n---\n"));
  }
}
