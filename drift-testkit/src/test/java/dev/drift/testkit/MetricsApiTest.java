package dev.drift.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The real autoscaler goes by it.
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsApiTest {
  private static final String WORKLOAD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - {name: web, image: web, resources: {requests: {cpu: 200m}}}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: web}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
        maxReplicas: 3
      """;

  private ControlPlane plane;
  private MetricsApi metrics;

  @BeforeAll
  void start() {
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults()
                .withControllerArguments(
                    List.of(
                        "--horizontal-pod-autoscaler-sync-period=1s",
                        "--horizontal-pod-autoscaler-cpu-initialization-period=1s",
                        "--horizontal-pod-autoscaler-downscale-stabilization=2s")));
    metrics = MetricsApi.start(plane);
  }

  @AfterAll
  void close() {
    metrics.close();
    plane.close();
  }

  @Test
  void scalesUpAndDown() throws InterruptedException {
    plane.kubectlWithInput(WORKLOAD, "apply", "-f", "-").orThrow();

    metrics.cpu("default", 170);
    await("{.status.desiredReplicas}", "3"::equals);
    await("{.status.currentMetrics[0].resource.current.averageValue}", "340m"::equals);
    metrics.cpu("default", 10);
    await("{.status.desiredReplicas}", "1"::equals);
    plane.awaitSettled(java.time.Duration.ofSeconds(60));

    assertThat(plane.kubectl("top", "pods").orThrow().stdout()).contains("20m", "64Mi");
  }

  private void await(String path, Predicate<String> wanted) throws InterruptedException {
    String found = "";
    for (int tries = 0; tries < 60 && !wanted.test(found); tries++) {
      Thread.sleep(1000);
      found = plane.kubectl("get", "hpa/web", "-o", "jsonpath=" + path).orThrow().stdout();
    }
    assertThat(found)
        .as(() -> plane.kubectl("describe", "hpa/web").stdout())
        .matches(wanted, "wanted");
  }
}
