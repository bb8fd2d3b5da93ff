package dev.drift.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Its own control plane: others would miss what it takes away.
@Tag("cluster")
class LostServerTest {
  @Test
  void whatWasStoredIsThereAfterEachRestart() {
    try (ControlPlane plane = ControlPlane.start(ControlPlaneOptions.apiServerOnly())) {
      plane.kubectl("create", "cm", "kept").orThrow();

      plane.kill(ControlPlane.Server.API_SERVER);
      assertThat(plane.kubectl("get", "cm/kept").succeeded()).isFalse();
      assertThatThrownBy(() -> plane.kill(ControlPlane.Server.API_SERVER))
          .isInstanceOf(ControlPlaneException.class)
          .hasMessage("API_SERVER does not run.");
      plane.restart(ControlPlane.Server.API_SERVER);
      plane.kubectl("get", "cm/kept").orThrow();

      plane.kill(ControlPlane.Server.ETCD);
      assertThat(plane.kubectl("get", "cm/kept", "--request-timeout=3s").succeeded()).isFalse();
      plane.restart(ControlPlane.Server.ETCD);
      plane.kubectl("get", "cm/kept").orThrow();
    }
  }
}
