package dev.drift.kubernetes.read;

import static dev.drift.kubernetes.read.Clusters.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.model.DriftException;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server that answers with another object than the one that was asked for. It is a stand-in,
/// because a real API server does not: an aggregated one may.
class AnotherObjectTest {
  private static final ResourceRef ONE = ref("v1", "ConfigMap", "n", "one");
  private static final ResourceRef TWO = ref("v1", "ConfigMap", "n", "two");

  private static final String ITEM =
      """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"n","name":"%s"},"data":{"a":"%s"}}""";

  private static final Map<String, String> ANSWERS =
      Map.of(
          "/version",
          "{\"gitVersion\":\"v1.36.3\"}",
          "/api",
          """
              {"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v1",
              "resources":[{"resource":"configmaps","responseKind":{"kind":"ConfigMap"},
              "scope":"Namespaced","verbs":["get","list"]}]}]}]}""",
          "/apis",
          "{\"kind\":\"APIGroupDiscoveryList\",\"items\":[]}",
          "/api/v1/configmaps",
          "{\"kind\":\"ConfigMapList\",\"metadata\":{},\"items\":[%s,%s]}"
              .formatted(ITEM.formatted("one", "1"), ITEM.formatted("two", "2")),
          "/api/v1/namespaces/n/configmaps/one",
          ITEM.formatted("two", "3"),
          "/api/v1/namespaces/n/configmaps/two",
          ITEM.formatted("two", "4"));

  private HttpServer server;
  private ClusterConnection connection;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String answer = ANSWERS.getOrDefault(exchange.getRequestURI().getPath(), "");
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    connection = new ClusterConnection("stand-in", Clusters.standIn(server));
  }

  @AfterEach
  void stop() {
    connection.close();
    server.stop(0);
  }

  @Test
  void isNotTakenForIt() {
    LiveStateReader reader =
        new LiveStateReader(connection, Clusters.REDACTOR, _ -> {}, InstantSource.system());

    assertThat(reader.get(TWO).map(AnotherObjectTest::value)).contains("4");
    assertThatThrownBy(() -> reader.get(ONE))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining(
            "ConfigMap n/one could not be read: the API server returned another object.");
  }

  @Test
  void leavesWhatWasListedBefore() {
    LiveStateReader reader =
        new LiveStateReader(connection, Clusters.REDACTOR, _ -> {}, InstantSource.system());
    ReadRequest request = ReadRequests.of(List.of(ONE, TWO));
    LiveState state = reader.read(request);

    LiveState fresh = reader.refresh(state, request, List.of(ONE, TWO));

    assertThat(fresh.resources().values().stream().map(AnotherObjectTest::value))
        .containsExactly("1", "4");
  }

  private static String value(LiveResource resource) {
    return resource.content().object("data").text("a").orElse("");
  }
}
