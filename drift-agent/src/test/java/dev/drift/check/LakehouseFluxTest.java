package dev.drift.check;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.model.value.Value;
import dev.drift.source.Rendered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each cluster of the Flux example renders, and minikube has the objects of the plain example.
class LakehouseFluxTest {
  /// What Flux needs besides the platform.
  private static final List<String> FLUX =
      List.of(
          "ConfigMap flux-system/cluster-settings",
          "GitRepository flux-system/flux-system",
          "HelmRelease kafka/kafka-ui",
          "HelmRelease redis/redis",
          "Kustomization flux-system/apps",
          "Kustomization flux-system/flux-system",
          "Kustomization flux-system/infrastructure");

  /// What kustomize-controller, helm-controller and Helm write into each object.
  private static final Map<String, List<String>> ADDED =
      Map.of(
          "labels",
          List.of(
              "kustomize.toolkit.fluxcd.io/name",
              "kustomize.toolkit.fluxcd.io/namespace",
              "helm.toolkit.fluxcd.io/name",
              "helm.toolkit.fluxcd.io/namespace",
              "app.kubernetes.io/managed-by"),
          "annotations",
          List.of("meta.helm.sh/release-name", "meta.helm.sh/release-namespace"));

  @ParameterizedTest
  @CsvSource({
    "minikube, trinodb/trino:479, 2, redis:7.4.2-alpine, pd.csi.storage.gke.io, 2, 6,"
        + " trino.lakehouse.example.com",
    "gcp, europe-west1-docker.pkg.dev/lakehouse-example/docker-hub/trinodb/trino:479, 3,"
        + " europe-west1-docker.pkg.dev/lakehouse-example/docker-hub/library/redis:7.4.2-alpine,"
        + " pd.csi.storage.gke.io, 4, 16, trino.gcp.lakehouse.example.com",
    "aws, 123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/trinodb/trino:479, 3,"
        + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/redis:7.4.2-alpine,"
        + " ebs.csi.aws.com, 4, 16, trino.aws.lakehouse.example.com"
  })
  void aClusterRendersWithWhatIsItsOwn(
      String cluster,
      String trino,
      int gateways,
      String redis,
      String driver,
      int least,
      int most,
      String host)
      throws IOException {
    Map<String, Value.Obj> objects = objects(complete(LakehouseFlux.render(cluster)));

    assertThat(objects).hasSize(229 + FLUX.size()).containsKeys(FLUX.toArray(String[]::new));
    assertThat(image(objects, "Deployment trino/trino-coordinator")).isEqualTo(trino);
    assertThat(object(objects, "Deployment trino/trino-gateway").object("spec").get("replicas"))
        .contains(Value.Num.of(gateways));
    assertThat(image(objects, "StatefulSet redis/redis")).isEqualTo(redis);
    assertThat(object(objects, "StorageClass standard-rwo").text("provisioner")).contains(driver);
    Value.Obj scaler = object(objects, "HorizontalPodAutoscaler trino/trino-worker").object("spec");
    assertThat(scaler.get("minReplicas")).contains(Value.Num.of(least));
    assertThat(scaler.get("maxReplicas")).contains(Value.Num.of(most));
    assertThat(object(objects, "Ingress trino/trino").object("spec").objects("rules").getFirst())
        .satisfies(it -> assertThat(it.text("host")).contains(host));
    // Decrypted with the key of the example.
    assertThat(object(objects, "Secret redis/redis").object("data").text("password"))
        .contains("bGFrZWhvdXNlLXJlZGlzLWV4YW1wbGU=");
  }

  @Test
  void minikubeHasTheObjectsOfThePlainExample() throws IOException {
    Map<String, Value.Obj> expected = objects(complete(LakehouseFlux.renderPlain()));
    Map<String, Value.Obj> objects = objects(complete(LakehouseFlux.render("minikube")));

    FLUX.forEach(objects::remove);
    objects.replaceAll((_, content) -> withoutAdded(content));

    assertThat(objects.keySet()).containsExactlyElementsOf(expected.keySet());
    objects.forEach((id, content) -> assertThat(content).as(id).isEqualTo(expected.get(id)));
  }

  /// Compared with Flux's own libraries, which do not decrypt.
  @ParameterizedTest
  @CsvSource({
    "minikube, infrastructure, 25", "minikube, apps, 195",
    "gcp, infrastructure, 25", "gcp, apps, 195",
    "aws, infrastructure, 25", "aws, apps, 195"
  })
  void aKustomizationRendersAsFluxRendersIt(
      String cluster, String kustomization, int count, @TempDir Path folder) throws Exception {
    Map<String, Value.Obj> flux =
        objects(LakehouseFlux.renderByFlux(cluster, kustomization, folder));
    Map<String, Value.Obj> ours = objects(complete(LakehouseFlux.render(cluster)));

    assertThat(flux).hasSize(count);
    flux.remove("Secret redis/redis");
    flux.forEach(
        (id, content) -> assertThat(withoutAdded(object(ours, id))).as(id).isEqualTo(content));
  }

  private static List<Manifest> complete(Rendered rendered) {
    assertThat(rendered.unrendered().stream().map(Unrendered::reason)).isEmpty();
    assertThat(rendered.problems()).isEmpty();
    return rendered.manifests();
  }

  private static Map<String, Value.Obj> objects(List<Manifest> manifests) {
    return manifests.stream()
        .collect(
            toMap(
                it ->
                    it.namespace().isEmpty()
                        ? it.kind() + " " + it.name()
                        : "%s %s/%s".formatted(it.kind(), it.namespace(), it.name()),
                Manifest::content,
                (one, _) -> {
                  throw new AssertionError("declared twice: " + one.object("metadata"));
                },
                TreeMap::new));
  }

  private static Value.Obj object(Map<String, Value.Obj> objects, String id) {
    return requireNonNull(objects.get(id), id);
  }

  private static String image(Map<String, Value.Obj> objects, String id) {
    return object(objects, id)
        .object("spec")
        .object("template")
        .object("spec")
        .objects("containers")
        .getFirst()
        .text("image")
        .orElseThrow();
  }

  private static Value.Obj withoutAdded(Value.Obj content) {
    Value.Obj metadata = content.object("metadata");
    for (Map.Entry<String, List<String>> added : ADDED.entrySet()) {
      Value.Obj left = metadata.object(added.getKey());
      for (String name : added.getValue()) {
        left = left.without(name);
      }
      metadata =
          left.fields().isEmpty()
              ? metadata.without(added.getKey())
              : metadata.with(added.getKey(), left);
    }
    return content.with("metadata", metadata);
  }
}
