package dev.drift.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// A real Kubernetes control plane for tests: etcd, the API server with RBAC and its default
/// admission, and, unless options say otherwise, the controllers, the scheduler, nodes whose pods
/// become ready, and volumes that bind.
///
/// It listens on loopback only. [#close] ends all of it; so does the end of the JVM, however it
/// comes.
public sealed interface ControlPlane extends AutoCloseable
    permits LocalControlPlane, KindControlPlane {

  /// With [ControlPlaneOptions#defaults].
  static ControlPlane start() {
    return start(ControlPlaneOptions.defaults());
  }

  /// From local binaries, else in a container if a Docker engine answers.
  ///
  /// @throws ControlPlaneException with one sentence that says what to do if neither is there,
  ///     or with the failing component's last words
  static ControlPlane start(ControlPlaneOptions options) {
    Binaries binaries = Binaries.resolve();
    if (!binaries.hasAll(options.binaries()) && DockerEngine.answers()) {
      return KindControlPlane.start(options, binaries);
    }
    return LocalControlPlane.start(options, binaries);
  }

  URI server();

  /// PEM file.
  Path caCertificate();

  /// Of a user in the group `system:masters`.
  String adminToken();

  /// The administrator's, self-contained.
  Path kubeconfig();

  /// For any user in any groups. RBAC decides what they may do: without a binding, next to nothing.
  Path kubeconfigFor(String user, String... groups);

  /// JSON lines, one [Event](https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/) each, at
  /// level Request.
  Path auditLog();

  /// Logs, keys, data. Goes away at the end, unless it is kept.
  Path workDirectory();

  /// kubectl as the administrator, to be changed with its methods before it runs.
  Kubectl kubectl();

  default KubectlResult kubectl(String... arguments) {
    return kubectl().run(arguments);
  }

  default KubectlResult kubectlWithInput(String input, String... arguments) {
    return kubectl().withInput(input).run(arguments);
  }

  /// What can be lost while the rest runs on.
  enum Server {
    API_SERVER,
    ETCD
  }

  /// Ends it as a lost machine does, without a goodbye. What etcd has stored stays.
  ///
  /// @throws ControlPlaneException if it does not run, or the plane runs in a container
  void kill(Server server);

  /// Starts it again at the same address, and waits until the API server is ready if it runs.
  ///
  /// @throws ControlPlaneException if it does not become ready, or the plane runs in a container
  void restart(Server server);

  /// Waits until workloads are ready, claims bound, Jobs complete, deletions done, and no object
  /// changed for a while (leases, events and nodes aside).
  ///
  /// @throws ControlPlaneException that names what has not settled
  void awaitSettled(Duration timeout);

  @Override
  void close();
}
