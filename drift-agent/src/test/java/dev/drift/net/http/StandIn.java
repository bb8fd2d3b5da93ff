package dev.drift.net.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A stand-in for a service outside: it answers as the documentation of the service says, and can
/// fail in the ways in which services fail.
public abstract class StandIn implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Fault> faults = new ArrayDeque<>();
  private boolean listens;

  /// Each request that was received: method, path and query.
  protected final List<String> requests = new CopyOnWriteArrayList<>();

  /// All that was received, headers and bodies.
  protected final List<String> everything = new CopyOnWriteArrayList<>();

  /// What goes wrong with a request.
  public sealed interface Fault {
    /// The request is not carried out.
    record Answer(int status, Map<String, String> headers, String body) implements Fault {}

    /// The request is carried out, and the connection breaks before the answer.
    record LoseAnswer() implements Fault {}

    /// The connection breaks, and the request is not carried out.
    record Drop() implements Fault {}
  }

  /// An answer.
  public record Reply(int status, Map<String, String> headers, String body) {
    public static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body);
    }
  }

  protected StandIn() {
    this(0);
  }

  /// @param port 0 for any
  protected StandIn(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /// It listens from now on.
  public int port() {
    synchronized (faults) {
      if (!listens) {
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
        listens = true;
      }
    }
    return server.getAddress().getPort();
  }

  /// The next requests fail like this, in this order.
  public void fail(Fault... next) {
    synchronized (faults) {
      faults.addAll(List.of(next));
    }
  }

  public List<String> requests() {
    return requests;
  }

  /// Of these methods only.
  public List<String> requests(String method) {
    return requests.stream().filter(it -> it.startsWith(method + " ")).toList();
  }

  public String everything() {
    return String.join("\n", everything);
  }

  protected abstract Reply answer(HttpExchange exchange, String body);

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      everything.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet());
      everything.add(body);
      Fault fault;
      synchronized (faults) {
        fault = faults.poll();
      }
      switch (fault) {
        case Fault.Answer(int status, var headers, String text) ->
            send(exchange, new Reply(status, headers, text));
        case Fault.LoseAnswer() -> answer(exchange, body);
        case Fault.Drop() -> {}
        case null -> send(exchange, answer(exchange, body));
      }
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    listens = true; // Not again.
    server.stop(0);
  }
}
