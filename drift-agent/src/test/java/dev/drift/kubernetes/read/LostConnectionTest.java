package dev.drift.kubernetes.read;

import static dev.drift.kubernetes.read.Clusters.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.KindCoverage;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveState;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// An API server that goes away while it is read.
class LostConnectionTest {
  @Test
  void leavesTheRestFailedAndNotAbsent() {
    ControlPlane plane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
    try {
      AtomicBoolean first = new AtomicBoolean(true);

      LiveState state =
          read(
              plane.kubeconfig(),
              ReadRequests.of(List.of()),
              500,
              message -> {
                if (message.startsWith("LIST") && first.getAndSet(false)) {
                  plane.close();
                }
              });

      assertThat(state.coverage())
          .filteredOn(coverage -> TrackedKinds.ALL.contains(coverage.groupKind()))
          .extracting(KindCoverage::status)
          .containsOnly(Status.READ, Status.FAILED);
      assertThat(state.coverage())
          .filteredOn(coverage -> coverage.status() == Status.FAILED)
          .hasSizeGreaterThan(10)
          .allSatisfy(
              coverage ->
                  assertThat(coverage.reason())
                      .startsWith(coverage.kind() + " could not be read: "));
    } finally {
      plane.close();
    }
  }
}
