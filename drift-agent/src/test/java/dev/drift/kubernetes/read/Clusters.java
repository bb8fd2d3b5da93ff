package dev.drift.kubernetes.read;

import com.sun.net.httpserver.HttpServer;
import dev.drift.kubernetes.config.ConnectionOptions;
import dev.drift.kubernetes.config.Connections;
import dev.drift.kubernetes.config.Environment;
import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.Authentication;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.http.Target;
import dev.drift.kubernetes.http.TlsSettings;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What tests against a real API server share.
public final class Clusters {
  public static final Redactor REDACTOR = new Redactor(new MaskKey(new byte[32]));

  private Clusters() {}

  public static ControlPlaneExtension apiServer() {
    return ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());
  }

  public static ClusterConnection connect(Path kubeconfig) {
    return Connections.open(
        new ConnectionOptions(Optional.of(kubeconfig), Optional.empty()), bare());
  }

  /// An environment that says nothing about any cluster.
  public static Environment bare() {
    return new Environment(
        Map.of(), Path.of("/nowhere"), Path.of("/nowhere"), false, InstantSource.system());
  }

  /// The stand-in for an API server, without TLS and for anybody.
  public static ApiServer standIn(HttpServer server) {
    return new ApiServer(
        new Target(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            "stand-in",
            new TlsSettings(Optional.empty(), Optional.empty(), false),
            Authentication.none(),
            Optional.empty(),
            Map.of()));
  }

  public static LiveState read(ControlPlane plane, ReadRequest request) {
    return read(plane.kubeconfig(), request);
  }

  public static LiveState read(Path kubeconfig, ReadRequest request) {
    return read(kubeconfig, request, 500, _ -> {});
  }

  public static LiveState read(
      Path kubeconfig, ReadRequest request, int pageSize, Consumer<String> progress) {
    try (ClusterConnection connection = connect(kubeconfig)) {
      return new LiveStateReader(connection, REDACTOR, progress, InstantSource.system())
          .withPages(pageSize)
          .read(request);
    }
  }

  public static ResourceRef ref(String apiVersion, String kind, String namespace, String name) {
    return new ResourceRef(
        apiVersion, new ResourceId(GroupKind.of(apiVersion, kind), namespace, name));
  }

  public static Optional<LiveResource> find(LiveState state, ResourceRef ref) {
    return Optional.ofNullable(state.resources().get(ref.id()));
  }

  public static List<LiveResource> in(LiveState state, String namespace, String kind) {
    return state.resources().values().stream()
        .filter(resource -> resource.id().namespace().equals(namespace))
        .filter(resource -> resource.id().kind().equals(kind))
        .toList();
  }

  public static KindCoverage coverage(LiveState state, String group, String kind) {
    return state.coverageOf(new GroupKind(group, kind)).orElseThrow();
  }
}
