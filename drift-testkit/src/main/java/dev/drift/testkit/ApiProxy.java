package dev.drift.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// An HTTP proxy before a real API server that refuses requests and changes watches as a test says.
/// Who comes this way is the administrator.
public final class ApiProxy implements AutoCloseable {
  private static final List<String> FORWARDED = List.of("Accept", "Content-Type", "User-Agent");

  private final ControlPlane plane;
  private final HttpServer server;
  private final HttpClient client;
  private final List<Refused> refused = new CopyOnWriteArrayList<>();
  private final Set<InputStream> watches = ConcurrentHashMap.newKeySet();
  private volatile Fault fault = new Fault() {};

  /// @param path without its query
  public record Request(String method, String path, String query) {
    public boolean isWatch() {
      return query.contains("watch=true");
    }

    /// Of a collection or one object.
    public boolean isRead() {
      return method.equals("GET") && !isWatch();
    }
  }

  /// An answer instead of the API server's.
  ///
  /// @param retryAfter seconds
  public record Refusal(int status, OptionalLong retryAfter) {
    public static Refusal of(int status) {
      return new Refusal(status, OptionalLong.empty());
    }

    public static Refusal of(int status, long retryAfter) {
      return new Refusal(status, OptionalLong.of(retryAfter));
    }
  }

  /// @param nanos of [System#nanoTime]
  public record Refused(Request request, Refusal refusal, long nanos) {}

  /// What goes wrong.
  public interface Fault {
    default Optional<Refusal> refuse(Request request) {
      return Optional.empty();
    }

    /// @param event of a watch, a line of JSON
    /// @return what the client receives instead
    default List<String> deliver(Request watch, String event) {
      return List.of(event);
    }
  }

  public ApiProxy(ControlPlane plane) throws IOException {
    this.plane = plane;
    client = TrustingClient.of(plane.caCertificate());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  /// A kubeconfig that goes this way.
  public Path kubeconfig(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("proxy.kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: proxy
        contexts: [{name: proxy, context: {cluster: proxy, user: proxy}}]
        users: [{name: proxy, user: {}}]
        clusters: [{name: proxy, cluster: {server: "http://127.0.0.1:%d"}}]
        """
            .formatted(server.getAddress().getPort()));
  }

  public void set(Fault next) {
    fault = next;
  }

  /// What was refused, in order.
  public List<Refused> refused() {
    return List.copyOf(refused);
  }

  /// Breaks off all watches; clients connect again as they like.
  public void cutWatches() {
    for (InputStream watch : watches) {
      try {
        watch.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
      Fault now = fault;
      Optional<Refusal> refusal = now.refuse(request);
      if (refusal.isPresent()) {
        refused.add(new Refused(request, refusal.get(), System.nanoTime()));
        refuse(exchange, refusal.get());
        return;
      }
      HttpResponse<InputStream> response =
          client.send(forwarded(exchange, body), HttpResponse.BodyHandlers.ofInputStream());
      response
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(response.statusCode(), 0);
      try (InputStream in = response.body();
          OutputStream out = exchange.getResponseBody()) {
        if (request.isWatch() && response.statusCode() == 200) {
          stream(request, in, out);
        } else {
          in.transferTo(out);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest forwarded(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(plane.server().resolve(exchange.getRequestURI().toString()))
            .header("Authorization", "Bearer " + plane.adminToken())
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String header : FORWARDED) {
      Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
          .ifPresent(value -> request.header(header, value));
    }
    return request.build();
  }

  private void stream(Request watch, InputStream in, OutputStream out) throws IOException {
    watches.add(in);
    out.flush(); // The headers: the client counts as connected.
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        for (String each : fault.deliver(watch, line)) {
          out.write((each + "\n").getBytes(UTF_8));
        }
        out.flush();
      }
    } finally {
      watches.remove(in);
    }
  }

  private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    byte[] status =
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,
         "message":"the server refused for a test"}
        """
            .formatted(refusal.status())
            .getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    refusal
        .retryAfter()
        .ifPresent(
            seconds -> exchange.getResponseHeaders().set("Retry-After", String.valueOf(seconds)));
    exchange.sendResponseHeaders(refusal.status(), status.length);
    exchange.getResponseBody().write(status);
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
  }
}
