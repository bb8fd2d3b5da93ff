package dev.drift.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands in for metrics-server, so that the real autoscalers have something to go by: an
/// aggregated `metrics.k8s.io/v1beta1` in which each running Pod uses the share of its requested
/// CPU that the test says, half of it at first.
///
/// The API server reaches it through a Service of type ExternalName, which needs no endpoints.
///
/// For a control plane of local processes only: one in a container does not see this machine's
/// loopback.
public final class MetricsApi implements AutoCloseable {
  private static final String GROUP_VERSION = "metrics.k8s.io/v1beta1";
  private static final String BASE = "/apis/" + GROUP_VERSION;
  private static final String NAMESPACE = "kube-system";
  private static final String NAME = "metrics-server";
  private static final Pattern PODS = Pattern.compile(BASE + "(/namespaces/[^/]+)?/pods");
  private static final int HALF = 50;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /// Shorter than in reality: a Pod's measure counts only once it has been ready for this long.
  private static final String WINDOW = "1s";

  private final ApiClient api;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Integer> percents = new ConcurrentHashMap<>();

  private MetricsApi(ApiClient api, HttpsServer server) {
    this.api = api;
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /// Returns when the API server serves it.
  ///
  /// @throws ControlPlaneException if it does not within half a minute
  public static MetricsApi start(ControlPlane plane) {
    if (!(plane instanceof LocalControlPlane)) {
      throw new ControlPlaneException(
          "A control plane in a container cannot reach the metrics API: run `make control-plane`.");
    }
    CertificateAuthority authority = new CertificateAuthority();
    Credential serving =
        authority.server(NAME, List.of("%s.%s.svc".formatted(NAME, NAMESPACE)), List.of());
    try {
      ApiClient api =
          new ApiClient(
              plane.server(),
              Files.readString(plane.caCertificate()),
              plane.adminToken(),
              "drift-testkit");
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(serving.sslContext()));
      MetricsApi metrics = new MetricsApi(api, server);
      metrics.register(authority.credential().certificate());
      return metrics;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From now on each container in the namespace uses this much of the CPU that it requests.
  ///
  /// @param percent may be above 100: a request is no limit
  public void cpu(String namespace, int percent) {
    percents.put(namespace, percent);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    api.close();
  }

  private void register(String caCertificate) {
    Map<String, String> name = Map.of("name", NAME, "namespace", NAMESPACE);
    create(
        "/api/v1/namespaces/" + NAMESPACE + "/services",
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Service",
            "metadata",
            name,
            "spec",
            Map.of("type", "ExternalName", "externalName", "localhost")));
    Map<String, ?> service =
        Map.of("name", NAME, "namespace", NAMESPACE, "port", server.getAddress().getPort());
    create(
        "/apis/apiregistration.k8s.io/v1/apiservices",
        Map.of(
            "apiVersion",
            "apiregistration.k8s.io/v1",
            "kind",
            "APIService",
            "metadata",
            Map.of("name", "v1beta1.metrics.k8s.io"),
            "spec",
            Map.of(
                "group",
                "metrics.k8s.io",
                "version",
                "v1beta1",
                "groupPriorityMinimum",
                100,
                "versionPriority",
                100,
                "caBundle",
                Base64.getEncoder().encodeToString(caCertificate.getBytes(UTF_8)),
                "service",
                service)));
    awaitServed();
  }

  private void create(String path, Map<String, ?> object) {
    ApiClient.Answer answer = api.create(path, object);
    if (!answer.succeeded()) {
      throw new ControlPlaneException("The metrics API was refused: " + answer.body());
    }
  }

  private void awaitServed() {
    for (int tries = 0; tries < 150; tries++) {
      if (api.get(BASE + "/pods").succeeded()) {
        return;
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ControlPlaneException("Waiting for the metrics API was interrupted.", e);
      }
    }
    throw new ControlPlaneException(
        "The API server does not serve the metrics API: " + api.get(BASE).body());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Matcher pods = PODS.matcher(path);
      if (pods.matches()) {
        String namespace = Optional.ofNullable(pods.group(1)).orElse("");
        send(exchange, podMetrics("/api/v1" + namespace + "/pods" + selector(exchange)));
      } else if (path.equals(BASE + "/nodes")) {
        send(exchange, listOf("NodeMetricsList", List.of()));
      } else if (path.equals(BASE)) {
        send(exchange, resources());
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void send(HttpExchange exchange, Map<String, ?> object) throws IOException {
    byte[] body = bytes(object);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] bytes(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write as JSON: " + object, e);
    }
  }

  private static Map<String, ?> resources() {
    return Map.of(
        "kind",
        "APIResourceList",
        "apiVersion",
        "v1",
        "groupVersion",
        GROUP_VERSION,
        "resources",
        List.of(resource("nodes", "NodeMetrics", false), resource("pods", "PodMetrics", true)));
  }

  private static Map<String, ?> resource(String name, String kind, boolean namespaced) {
    return Map.of(
        "name",
        name,
        "singularName",
        "",
        "namespaced",
        namespaced,
        "kind",
        kind,
        "verbs",
        List.of("list"));
  }

  /// As it was sent: the API server itself selects.
  private static String selector(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).stream()
        .flatMap(query -> Arrays.stream(query.split("&", -1)))
        .filter(parameter -> parameter.startsWith("labelSelector="))
        .findFirst()
        .map(parameter -> "?" + parameter)
        .orElse("");
  }

  private Map<String, ?> podMetrics(String path) {
    return listOf(
        "PodMetricsList",
        api.read(path)
            .path("items")
            .valueStream()
            .filter(pod -> pod.at("/status/phase").asText().equals("Running"))
            .map(this::podMetrics)
            .toList());
  }

  private static Map<String, ?> listOf(String kind, List<?> items) {
    return Map.of("kind", kind, "apiVersion", GROUP_VERSION, "metadata", Map.of(), "items", items);
  }

  private Map<String, ?> podMetrics(JsonNode pod) {
    String namespace = pod.at("/metadata/namespace").asText();
    int percent = percents.getOrDefault(namespace, HALF);
    return Map.of(
        "metadata",
        Map.of(
            "name",
            pod.at("/metadata/name").asText(),
            "namespace",
            namespace,
            "labels",
            pod.at("/metadata/labels")),
        "timestamp",
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        "window",
        WINDOW,
        "containers",
        pod.at("/spec/containers").valueStream().map(each -> usage(each, percent)).toList());
  }

  private static Map<String, ?> usage(JsonNode container, int percent) {
    BigDecimal requested = cpu(container.at("/resources/requests/cpu").asText("0"));
    BigDecimal used = requested.multiply(BigDecimal.valueOf(percent)).movePointLeft(2);
    return Map.of(
        "name",
        container.path("name").asText(),
        "usage",
        Map.of("cpu", used.toPlainString(), "memory", "64Mi"));
  }

  /// The API server writes CPU as cores or as thousandths of one.
  private static BigDecimal cpu(String quantity) {
    if (quantity.isEmpty()) {
      return BigDecimal.ZERO;
    }
    return quantity.endsWith("m")
        ? new BigDecimal(quantity.substring(0, quantity.length() - 1)).movePointLeft(3)
        : new BigDecimal(quantity);
  }
}
