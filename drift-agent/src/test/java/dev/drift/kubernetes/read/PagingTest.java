package dev.drift.kubernetes.read;

import static dev.drift.kubernetes.read.Clusters.in;
import static dev.drift.kubernetes.read.Clusters.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.LiveState;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// LISTs of more objects than fit on a page, from a server that soon forgets old versions.
class PagingTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(
          ControlPlaneOptions.apiServerOnly()
              .withApiServerArguments(
                  List.of(
                      "--etcd-compaction-interval=1s",
                      "--feature-gates=ListFromCacheSnapshot=false")));

  private static final int COUNT = 25;

  @BeforeAll
  static void apply(ControlPlane plane) {
    plane.kubectl("create", "namespace", "paging").orThrow();
    String manifests =
        IntStream.range(0, COUNT)
            .mapToObj(
                i ->
                    """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: number-%02d, namespace: paging}
                    """
                        .formatted(i))
            .collect(Collectors.joining("---\n"));
    plane.kubectlWithInput(manifests, "create", "-f", "-").orThrow();
  }

  @Test
  void readsAllPages(ControlPlane plane) {
    Queue<String> progress = new ConcurrentLinkedQueue<>();

    LiveState state =
        read(
            plane.kubeconfig(),
            ReadRequests.of(List.of()).inNamespaces(List.of("paging")),
            10,
            progress::add);

    assertThat(in(state, "paging", "ConfigMap")).hasSize(COUNT);
    assertThat(progress)
        .containsSubsequence("LIST configmaps: 10", "LIST configmaps: 20", "LIST configmaps: 25");
  }

  /// An object that was deleted and made again while the pages were read is there once.
  @Test
  void startsAgainWithoutPagesWhereTheyExpired(ControlPlane plane) {
    Queue<String> progress = new ConcurrentLinkedQueue<>();
    AtomicBoolean first = new AtomicBoolean(true);

    LiveState state =
        read(
            plane.kubeconfig(),
            ReadRequests.of(List.of()).inNamespaces(List.of("paging")),
            10,
            message -> {
              progress.add(message);
              if (message.equals("LIST configmaps: 10") && first.getAndSet(false)) {
                plane.kubectl("-n", "paging", "delete", "configmap", "number-03").orThrow();
                plane.kubectl("-n", "paging", "create", "configmap", "number-99").orThrow();
                waitUntilCompacted(plane);
              }
            });

    assertThat(in(state, "paging", "ConfigMap"))
        .extracting(resource -> resource.id().name())
        .hasSize(COUNT)
        .doesNotHaveDuplicates()
        .contains("number-99")
        .doesNotContain("number-03");
    assertThat(progress)
        .as("no second page was read")
        .contains("LIST configmaps: 10", "LIST configmaps: 25")
        .doesNotContain("LIST configmaps: 20");
    plane.kubectl("-n", "paging", "delete", "configmap", "number-99").orThrow();
    plane.kubectl("-n", "paging", "create", "configmap", "number-03").orThrow();
  }

  /// The server compacts what is older than one interval, at every interval, if there was a write.
  private static void waitUntilCompacted(ControlPlane plane) {
    for (int i = 0; i < 5; i++) {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      plane.kubectl("annotate", "namespace", "paging", "tick=" + i, "--overwrite").orThrow();
    }
  }
}
