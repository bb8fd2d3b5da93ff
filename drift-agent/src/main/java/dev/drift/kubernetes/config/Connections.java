package dev.drift.kubernetes.config;

import dev.drift.files.FileErrors;
import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.http.Target;
import dev.drift.kubernetes.http.TlsSettings;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.net.ProxyAddress;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the cluster that the user means, as kubectl does.
public final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private Connections() {}

  /// Opens nothing yet: the first request does.
  ///
  /// @throws DriftException with NO_KUBECONFIG or INVALID_KUBECONFIG
  public static ClusterConnection open(ConnectionOptions options, Environment environment) {
    Target target = target(options, environment);
    LOG.debug("cluster: {}", target);
    return new ClusterConnection(target.context(), new ApiServer(target));
  }

  static Target target(ConnectionOptions options, Environment environment) {
    if (options.kubeconfig().isPresent()) {
      Path file = options.kubeconfig().get();
      if (!Files.isRegularFile(file) && !Files.isReadable(file)) {
        throw noKubeconfig("There is no kubeconfig at %s; check --kubeconfig.".formatted(file));
      }
      return KubeconfigReader.read(file).target(options.context(), environment);
    }
    List<Path> looked = new ArrayList<>();
    Optional<String> variable = environment.variable("KUBECONFIG");
    if (variable.isPresent()) {
      Arrays.stream(variable.get().split(File.pathSeparator))
          .filter(name -> !name.isBlank())
          .map(Path::of)
          .forEach(looked::add);
    } else {
      looked.add(environment.home().resolve(".kube/config"));
    }
    List<Path> there = looked.stream().filter(Files::exists).toList();
    if (!there.isEmpty()) {
      return Kubeconfig.merge(there.stream().map(KubeconfigReader::read).toList())
          .target(options.context(), environment);
    }
    Optional<Target> inCluster = inCluster(environment);
    if (inCluster.isPresent() && options.context().isEmpty() && variable.isEmpty()) {
      return inCluster.get();
    }
    throw noKubeconfig(
        "There is no kubeconfig at %s%s, and Drift is not running in a Pod with a ServiceAccount. Pass"
                .formatted(
                    String.join(", ", looked.stream().map(Path::toString).toList()),
                    variable.isPresent() ? " (from KUBECONFIG)" : "")
            + " --kubeconfig FILE, or record the cluster with drift snapshot and pass --snapshot"
            + " FILE.");
  }

  private static Optional<Target> inCluster(Environment environment) {
    Path token = environment.serviceAccount().resolve("token");
    Optional<String> host = environment.variable("KUBERNETES_SERVICE_HOST");
    if (host.isEmpty() || !Files.exists(token)) {
      return Optional.empty();
    }
    String port = environment.variable("KUBERNETES_SERVICE_PORT").orElse("443");
    String name = host.get().indexOf(':') >= 0 ? "[" + host.get() + "]" : host.get();
    Optional<String> authorities = Optional.empty();
    Path file = environment.serviceAccount().resolve("ca.crt");
    if (Files.exists(file)) {
      try {
        authorities = Optional.of(Files.readString(file));
      } catch (java.io.IOException e) {
        throw Kubeconfig.invalid(
            "The ca.crt of the Pod's ServiceAccount cannot be read: %s."
                .formatted(FileErrors.why(e)));
      }
    }
    URI server = URI.create("https://" + name + ":" + port);
    return Optional.of(
        new Target(
            server,
            "in-cluster",
            new TlsSettings(authorities, Optional.empty(), false),
            new TokenFile(token),
            proxy(server, environment),
            Map.of()));
  }

  private static Optional<ProxyAddress> proxy(URI server, Environment environment) {
    try {
      return TargetProxy.of(server, environment);
    } catch (IllegalArgumentException e) {
      throw Kubeconfig.invalid("The API server cannot be reached: %s.".formatted(e.getMessage()));
    }
  }

  private static DriftException noKubeconfig(String message) {
    return new DriftException(Problem.of(Problem.Code.NO_KUBECONFIG, message));
  }
}
