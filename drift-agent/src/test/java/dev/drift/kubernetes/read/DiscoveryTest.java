package dev.drift.kubernetes.read;

import static dev.drift.kubernetes.read.Clusters.coverage;
import static dev.drift.kubernetes.read.Clusters.read;
import static dev.drift.kubernetes.read.Clusters.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.model.KindCoverage;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveState;
import dev.drift.model.Manifest;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a real API server says it serves.
class DiscoveryTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  /// A server that knows no aggregated discovery ignores the media types that ask for it.
  @Test
  void isTheSameWithoutAggregation(ControlPlane plane) throws RequestFailed {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      Discovery aggregated =
          new DiscoveryReader(connection.api(), 4, DiscoveryReader.AGGREGATED).read();
      Discovery plain = new DiscoveryReader(connection.api(), 4, "application/json").read();

      Predicate<Discovery.Served> builtIn =
          served -> BuiltInGroups.contain(served.kind().groupKind().group());
      assertThat(plain.served().stream().filter(builtIn))
          .containsExactlyInAnyOrderElementsOf(
              aggregated.served().stream().filter(builtIn).toList());
      assertThat(aggregated.kinds())
          .contains(
              new ApiKind("v1", "ConfigMap", "configmaps", true, List.of("configmap", "cm")),
              new ApiKind(
                  "apps/v1", "Deployment", "deployments", true, List.of("deployment", "deploy")),
              new ApiKind("v1", "Namespace", "namespaces", false, List.of("namespace", "ns")));
    }
  }

  /// Git may be read after the cluster said what it serves, and name what came in between.
  @Test
  void asksAnewForAKindThatWasNotServed(ControlPlane plane) throws InterruptedException {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      LiveStateReader reader =
          new LiveStateReader(connection, Clusters.REDACTOR, _ -> {}, InstantSource.system());
      String yaml = "{apiVersion: late.example.com/v1, kind: Latecomer, metadata: {name: me}}";
      Document document =
          new DocumentReader(YamlLimits.DEFAULT)
              .read(new SourceFile("late.yaml", yaml.getBytes(StandardCharsets.UTF_8)))
              .documents()
              .getFirst();
      Manifest late =
          new Manifest(
              "late.example.com/v1",
              "Latecomer",
              "",
              "me",
              (Value.Obj) document.value(),
              new Origin.Written(document.places()));
      assertThat(reader.kinds(List.of(late))).noneMatch(kind -> kind.kind().equals("Latecomer"));
      plane
          .kubectlWithInput(
              """
              apiVersion: apiextensions.k8s.io/v1
              kind: CustomResourceDefinition
              metadata: {name: latecomers.late.example.com}
              spec:
                group: late.example.com
                scope: Namespaced
                names: {plural: latecomers, singular: latecomer, kind: Latecomer}
                versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object}}
              """,
              "apply",
              "-f",
              "-")
          .orThrow();
      plane
          .kubectl(
              "wait",
              "--for=condition=Established",
              "crd/latecomers.late.example.com",
              "--timeout=30s")
          .orThrow();

      assertThat(reader.kinds()).noneMatch(kind -> kind.kind().equals("Latecomer"));
      List<ApiKind> kinds = List.of();
      // The API server publishes a kind a moment after it is established.
      for (int i = 0; i < 100 && kinds.stream().noneMatch(k -> k.kind().equals("Latecomer")); i++) {
        Thread.sleep(100);
        kinds = reader.kinds(List.of(late));
      }
      assertThat(kinds).anyMatch(kind -> kind.kind().equals("Latecomer"));
    }
  }

  @Test
  void putsThePreferredVersionFirst(ControlPlane plane) throws RequestFailed {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      for (String accept : List.of(DiscoveryReader.AGGREGATED, "application/json")) {
        Discovery discovery = new DiscoveryReader(connection.api(), 4, accept).read();

        assertThat(
                discovery
                    .preferred(
                        new dev.drift.model.kind.GroupKind(
                            "autoscaling", "HorizontalPodAutoscaler"))
                    .orElseThrow()
                    .kind()
                    .apiVersion())
            .isEqualTo("autoscaling/v2");
      }
    }
  }

  @Test
  void doesNotTakeTheKindsOfASilentServerForAbsent(ControlPlane plane) {
    plane
        .kubectlWithInput(
            """
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: v1beta1.silent.example.com}
            spec:
              group: silent.example.com
              version: v1beta1
              groupPriorityMinimum: 100
              versionPriority: 100
              insecureSkipTLSVerify: true
              service: {namespace: default, name: not-there}
            """,
            "apply",
            "-f",
            "-")
        .orThrow();
    try {
      LiveState state =
          read(
              plane,
              ReadRequests.of(
                  List.of(ref("silent.example.com/v1beta1", "Metric", "default", "x"))));

      KindCoverage metric = coverage(state, "silent.example.com", "Metric");
      assertThat(metric.status()).isEqualTo(Status.FAILED);
      assertThat(metric.reason())
          .contains("the aggregated API server of silent.example.com/v1beta1 does not respond");
      assertThat(coverage(state, "", "ConfigMap").status()).isEqualTo(Status.READ);
    } finally {
      plane.kubectl("delete", "apiservice", "v1beta1.silent.example.com").orThrow();
    }
  }

  @Test
  void saysThatAKindCannotBeListed(ControlPlane plane) {
    LiveState state =
        read(
            plane,
            ReadRequests.of(List.of(ref("authentication.k8s.io/v1", "TokenReview", "", "x"))));

    KindCoverage review = coverage(state, "authentication.k8s.io", "TokenReview");
    assertThat(review.status()).isEqualTo(Status.FAILED);
    assertThat(review.reason()).contains("does not support listing it");
  }
}
