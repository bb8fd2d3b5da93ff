package dev.drift.kubernetes.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drift.kubernetes.read.Clusters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A stand-in for an API server, because a real one cannot be made to fail at will.
final class FailingServer implements AutoCloseable {
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ApiServer api;

  /// How it answers the first, second, … request.
  interface Script {
    void answer(int number, HttpExchange exchange) throws IOException;
  }

  FailingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    api = Clusters.standIn(server);
  }

  ApiServer api() {
    return api;
  }

  /// Each request: method, path, media type and body.
  List<String> received() {
    return received;
  }

  void script(Script script) {
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(
              String.join(
                  " ",
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst("Content-Type"),
                  body));
          script.answer(received.size(), exchange);
        });
  }

  static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /// Nobody listens any more.
  void stop() {
    server.stop(0);
  }

  @Override
  public void close() {
    api.close();
    server.stop(0);
  }
}
