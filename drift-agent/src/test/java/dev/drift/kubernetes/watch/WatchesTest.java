package dev.drift.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.http.Relay;
import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.value.Value;
import dev.drift.owner.FactKeepingMask;
import dev.drift.secret.ObjectMask;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Watches of a real API server, on networks that fail. For an error within a watch there is a
/// stand-in, because a real API server cannot be made to send one at will.
class WatchesTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final ApiKind CONFIG_MAP =
      new ApiKind("v1", "ConfigMap", "configmaps", true, List.of());
  private static final ApiKind SECRET = new ApiKind("v1", "Secret", "secrets", true, List.of());
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final WatchOptions QUICK =
      new WatchOptions(
          100,
          new Retries(Integer.MAX_VALUE, Duration.ofMillis(50), Duration.ofSeconds(1)),
          Duration.ofSeconds(130),
          Duration.ofMinutes(9));

  private static final String RELICS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: relics.watch.example.com}
      spec:
        group: watch.example.com
        names: {kind: Relic, plural: relics}
        scope: Cluster
        versions:
          - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
      """;

  @TempDir Path folder;

  @Test
  void listsAndDeliversWhatHappens(ControlPlane plane) throws InterruptedException {
    String namespace = namespace(plane, "watch-all");
    plane.kubectl("-n", namespace, "create", "configmap", "first").orThrow();
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig());
        Watches watches = watches(connection, QUICK)) {
      watches.start(CONFIG_MAP, Optional.of(namespace));

      WatchEvent.Listed listed = (WatchEvent.Listed) next(watches);
      assertThat(listed.objects()).extracting(one -> one.id().name()).containsExactly("first");
      plane.kubectl("-n", namespace, "create", "configmap", "second").orThrow();
      assertThat(describe(next(watches))).isEqualTo("Added second");
      plane.kubectl("-n", namespace, "label", "configmap", "second", "a=b").orThrow();
      assertThat(describe(next(watches))).isEqualTo("Modified second");
      plane.kubectl("-n", namespace, "delete", "configmap", "first").orThrow();
      assertThat(describe(next(watches))).isEqualTo("Deleted first");
    }
  }

  @Test
  void goesOnFromAList(ControlPlane plane) throws InterruptedException {
    String namespace = namespace(plane, "watch-from");
    String version =
        plane
            .kubectl(
                "-n", namespace, "get", "configmaps", "-o", "jsonpath={.metadata.resourceVersion}")
            .orThrow()
            .stdout();
    plane.kubectl("-n", namespace, "create", "configmap", "since").orThrow();
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig());
        Watches watches = watches(connection, QUICK)) {
      watches.start(CONFIG_MAP, Optional.of(namespace), version.strip());
      assertThat(describe(next(watches))).isEqualTo("Added since");
    }
  }

  /// The API server keeps what happened to a custom kind only since the kind was defined, and
  /// answers 410.
  @Test
  void listsAgainIfTheResourceVersionIsTooOld(ControlPlane plane) throws InterruptedException {
    plane.kubectlWithInput(RELICS, "apply", "-f", "-").orThrow();
    plane.kubectl("wait", "--for=condition=Established", "crd/relics.watch.example.com").orThrow();
    plane
        .kubectlWithInput(
            "{apiVersion: watch.example.com/v1, kind: Relic, metadata: {name: there}}",
            "create",
            "-f",
            "-")
        .orThrow();
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig());
        Watches watches = watches(connection, QUICK)) {
      watches.start(
          new ApiKind("watch.example.com/v1", "Relic", "relics", false, List.of()),
          Optional.empty(),
          "1");
      assertThat(describe(next(watches))).isEqualTo("Listed there");
    }
  }

  @Test
  void saysWhatCannotBeWatched(ControlPlane plane) throws InterruptedException {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfigFor("nobody"));
        Watches watches = watches(connection, QUICK)) {
      watches.start(CONFIG_MAP, Optional.empty());
      WatchEvent.Refused refused = (WatchEvent.Refused) next(watches);
      assertThat(refused.forbidden()).isTrue();
      assertThat(refused.why()).contains("cannot list resource \"configmaps\"");
    }
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig());
        Watches watches = watches(connection, QUICK)) {
      watches.start(
          new ApiKind("example.org/v1", "Gadget", "gadgets", true, List.of()), Optional.empty());
      assertThat(((WatchEvent.Refused) next(watches)).forbidden()).isFalse();
    }
  }

  @Test
  void losesNothingIfTheConnectionBreaks(ControlPlane plane)
      throws IOException, InterruptedException {
    String namespace = namespace(plane, "watch-cut");
    try (Relay relay = new Relay(plane);
        ClusterConnection connection = Clusters.connect(relay.kubeconfig(plane, folder));
        Watches watches = watches(connection, QUICK)) {
      watches.start(CONFIG_MAP, Optional.of(namespace));
      assertThat(describe(next(watches))).isEqualTo("Listed ");

      relay.set(Relay.Fault.LOSE_ANSWER);
      plane.kubectl("-n", namespace, "create", "configmap", "meanwhile").orThrow();
      assertThat(describe(next(watches))).isEqualTo("Interrupted the connection was lost");
      relay.set(Relay.Fault.NONE);

      assertThat(describe(nextOfObjects(watches))).isEqualTo("Added meanwhile");
    }
  }

  /// A network that loses every byte and says nothing.
  @Test
  void noticesSilence(ControlPlane plane) throws IOException, InterruptedException {
    String namespace = namespace(plane, "watch-silent");
    WatchOptions impatient =
        new WatchOptions(100, QUICK.retries(), Duration.ofSeconds(3), QUICK.length());
    try (Relay relay = new Relay(plane);
        ClusterConnection connection = Clusters.connect(relay.kubeconfig(plane, folder));
        Watches watches = watches(connection, impatient)) {
      watches.start(CONFIG_MAP, Optional.of(namespace));
      assertThat(describe(next(watches))).isEqualTo("Listed ");
      plane.kubectl("-n", namespace, "create", "configmap", "heard").orThrow();
      assertThat(describe(next(watches))).as("the watch is open").isEqualTo("Added heard");

      relay.set(Relay.Fault.SWALLOW);
      plane.kubectl("-n", namespace, "create", "configmap", "unheard").orThrow();
      assertThat(describe(next(watches))).isEqualTo("Interrupted nothing was heard for 3 seconds");
      relay.set(Relay.Fault.NONE);
      relay.cut(); // The bytes in between are gone, so TLS cannot go on.

      assertThat(describe(nextOfObjects(watches))).isEqualTo("Added unheard");
    }
  }

  @Test
  void losesNothingIfNobodyTakesTheEventsForAWhile(ControlPlane plane) throws InterruptedException {
    String namespace = namespace(plane, "watch-slow");
    WatchOptions small = new WatchOptions(2, QUICK.retries(), QUICK.silence(), QUICK.length());
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig());
        Watches watches = watches(connection, small)) {
      watches.start(CONFIG_MAP, Optional.of(namespace));
      assertThat(describe(next(watches))).isEqualTo("Listed ");
      Set<String> made = new TreeSet<>();
      StringBuilder manifests = new StringBuilder();
      for (int i = 10; i < 60; i++) {
        made.add("Added map-" + i);
        manifests.append(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: map-%d}}\n---\n".formatted(i));
      }
      plane.kubectlWithInput(manifests.toString(), "-n", namespace, "create", "-f", "-").orThrow();

      List<String> seen = new ArrayList<>();
      for (int i = 0; i < made.size(); i++) {
        seen.add(describe(nextOfObjects(watches)));
      }
      assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
    }
  }

  @Test
  void masksSecretsAsTheyArrive(ControlPlane plane) throws InterruptedException {
    String namespace = namespace(plane, "watch-masked");
    plane
        .kubectl(
            "-n", namespace, "create", "secret", "generic", "listed", "--from-literal=a=pLaInOnE")
        .orThrow();
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig());
        Watches watches =
            new Watches(
                connection,
                Clusters.REDACTOR,
                Optional.of((ObjectMask) new FactKeepingMask(Clusters.REDACTOR)),
                QUICK)) {
      watches.start(SECRET, Optional.of(namespace));
      assertThat(((WatchEvent.Listed) next(watches)).objects())
          .singleElement()
          .satisfies(WatchesTest::isMasked);
      plane
          .kubectl(
              "-n", namespace, "create", "secret", "generic", "added", "--from-literal=a=pLaInTwO")
          .orThrow();
      isMasked(((WatchEvent.Added) next(watches)).object());
    }
  }

  private static void isMasked(LiveResource secret) {
    assertThat(secret.content().object("data").get("a"))
        .hasValueSatisfying(value -> assertThat(value).isInstanceOf(Value.Masked.class));
  }

  @Test
  void deliversNothingAfterItsEnd(ControlPlane plane) throws InterruptedException {
    String namespace = namespace(plane, "watch-end");
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      Watches watches = watches(connection, QUICK);
      watches.start(CONFIG_MAP, Optional.of(namespace));
      assertThat(describe(next(watches))).isEqualTo("Listed ");
      watches.close();
      plane.kubectl("-n", namespace, "create", "configmap", "late").orThrow();
      for (Optional<WatchEvent> event = watches.next(Duration.ofMillis(500));
          event.isPresent();
          event = watches.next(Duration.ofMillis(500))) {
        // It may have been connected before it ended.
        assertThat(describe(event.get())).isIn("Connecting", "Resumed");
      }
    }
  }

  /// An API server whose etcd is compacted says so within the watch.
  @Test
  void listsAgainIfTheWatchEndsWithAnError() throws IOException, InterruptedException {
    AtomicInteger lists = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean watch = exchange.getRequestURI().getQuery().contains("watch=true");
          String body =
              watch
                  ? "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\"}}\n"
                  : "{\"kind\":\"ConfigMapList\",\"metadata\":{\"resourceVersion\":\"%d\"},\"items\":[]}"
                      .formatted(lists.incrementAndGet());
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    try (ClusterConnection connection =
            new ClusterConnection("stand-in", Clusters.standIn(server));
        Watches watches = watches(connection, QUICK)) {
      watches.start(CONFIG_MAP, Optional.empty());
      assertThat(next(watches))
          .isEqualTo(new WatchEvent.Listed(CONFIG_MAP, Optional.empty(), List.of(), "1"));
      assertThat(next(watches))
          .isEqualTo(new WatchEvent.Listed(CONFIG_MAP, Optional.empty(), List.of(), "2"));
    } finally {
      server.stop(0);
    }
  }

  private static Watches watches(ClusterConnection connection, WatchOptions options) {
    return new Watches(connection, Clusters.REDACTOR, Optional.empty(), options);
  }

  /// Each has a ConfigMap of controllers only where controllers run; here none do.
  private static String namespace(ControlPlane plane, String name) {
    plane.kubectl("create", "namespace", name).orThrow();
    return name;
  }

  /// Bookmarks come when the server likes, and connections as they are made.
  private static WatchEvent next(Watches watches) throws InterruptedException {
    while (true) {
      WatchEvent event = watches.next(PATIENCE).orElseThrow();
      if (!(event instanceof WatchEvent.Bookmark
          || event instanceof WatchEvent.Connecting
          || event instanceof WatchEvent.Resumed)) {
        return event;
      }
    }
  }

  private static WatchEvent nextOfObjects(Watches watches) throws InterruptedException {
    while (true) {
      WatchEvent event = next(watches);
      if (!(event instanceof WatchEvent.Interrupted)) {
        return event;
      }
    }
  }

  private static String describe(WatchEvent event) {
    return switch (event) {
      case WatchEvent.Listed listed ->
          "Listed "
              + String.join(", ", listed.objects().stream().map(one -> one.id().name()).toList());
      case WatchEvent.Added added -> "Added " + added.object().id().name();
      case WatchEvent.Modified modified -> "Modified " + modified.object().id().name();
      case WatchEvent.Deleted deleted -> "Deleted " + deleted.object().id().name();
      case WatchEvent.Bookmark _ -> "Bookmark";
      case WatchEvent.Connecting _ -> "Connecting";
      case WatchEvent.Resumed _ -> "Resumed";
      case WatchEvent.Interrupted interrupted -> "Interrupted " + interrupted.why();
      case WatchEvent.Refused refused -> "Refused " + refused.why();
    };
  }
}
