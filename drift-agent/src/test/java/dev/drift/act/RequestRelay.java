package dev.drift.act;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drift.testkit.ControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A way to a real API server on which somebody sees each request before and after it is carried
/// out, and may end the connection there.
final class RequestRelay implements AutoCloseable {
  /// A request that changes something: no dry-run.
  ///
  /// @param number counted from 1
  record Write(int number, String method, String path) {}

  /// What happens at a write.
  interface Hook {
    /// @return false if the server does not get the request
    default boolean before(Write write) {
      return true;
    }

    /// @return with which status a dry-run is answered instead of the server, 0 to end the
    ///     connection; empty if the server answers
    default OptionalInt dryRun() {
      return OptionalInt.empty();
    }

    /// @param status with which the server answered
    /// @return false if the client does not get the answer
    default boolean after(Write write, int status) {
      return true;
    }
  }

  private final ControlPlane plane;
  private final HttpServer server;
  private final HttpClient client;
  private final List<Write> done = new CopyOnWriteArrayList<>();
  private volatile Hook hook = new Hook() {};
  private int count;

  RequestRelay(ControlPlane plane) throws IOException {
    this.plane = plane;
    this.client = HttpClient.newBuilder().sslContext(trusting(plane.caCertificate())).build();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  void set(Hook next) {
    hook = next;
    count = 0;
  }

  /// The writes that the server carried out.
  List<Write> done() {
    return List.copyOf(done);
  }

  Path kubeconfig(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("relay.kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: relay
        contexts: [{name: relay, context: {cluster: relay, user: relay}}]
        users: [{name: relay, user: {}}]
        clusters: [{name: relay, cluster: {server: "http://127.0.0.1:%d"}}]
        """
            .formatted(server.getAddress().getPort()));
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().toString();
      String method = exchange.getRequestMethod();
      boolean writes =
          !method.equals("GET")
              && !path.contains("dryRun=All")
              && !new String(body, StandardCharsets.UTF_8).contains("\"dryRun\"");
      Write write = new Write(writes ? next() : 0, method, exchange.getRequestURI().getPath());
      if (writes && !hook.before(write)) {
        return;
      }
      OptionalInt instead = writes || method.equals("GET") ? OptionalInt.empty() : hook.dryRun();
      if (instead.isPresent()) {
        if (instead.getAsInt() != 0) {
          exchange.sendResponseHeaders(instead.getAsInt(), -1);
        }
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(plane.server().resolve(path))
              .header("Authorization", "Bearer " + plane.adminToken())
              .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
      for (String header : List.of("Accept", "Content-Type", "User-Agent")) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
          request.header(header, value);
        }
      }
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (writes) {
        if (response.statusCode() / 100 == 2) {
          done.add(write);
        }
        if (!hook.after(write, response.statusCode())) {
          return;
        }
      }
      response
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(
          response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized int next() {
    return ++count;
  }

  private static SSLContext trusting(Path certificate) throws IOException {
    try (InputStream pem = Files.newInputStream(certificate)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
  }
}
