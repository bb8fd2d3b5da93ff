package dev.drift.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// The real Git server, `git http-backend`, behind the HTTP server of the JDK, on loopback. It
/// takes pushes to repositories whose `http.receivepack` is set.
public final class GitHttpServer implements AutoCloseable {
  private final HttpServer server;
  private final Path root;
  private final Optional<String> wanted;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Optional<String> redirect = Optional.empty();
  private volatile Trap trap = new Trap() {};

  /// What happens around requests, named such as `POST /repo.git/git-receive-pack` or
  /// `GET /repo.git/info/refs?service=git-receive-pack`.
  public interface Trap {
    /// @return whether Git gets the request; otherwise the connection breaks off
    default boolean before(String request) {
      return true;
    }

    /// @return whether the answer is sent; otherwise the connection breaks off
    default boolean after(String request) {
      return true;
    }
  }

  /// @param bytes how many the answer had
  public record Request(String path, boolean authorized, int bytes) {}

  private GitHttpServer(Path root, Optional<String> wanted) throws IOException {
    this.root = root;
    this.wanted = wanted;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /// Serves the bare repositories below a folder to all.
  public static GitHttpServer open(Path root) throws IOException {
    return new GitHttpServer(root, Optional.empty());
  }

  /// Serves them to one user.
  public static GitHttpServer closed(Path root, String user, String password) throws IOException {
    return new GitHttpServer(root, Optional.of(user + ":" + password));
  }

  /// @param repository path of a bare repository below the folder
  public String url(String repository) {
    return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), repository);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public void trap(Trap other) {
    trap = other;
  }

  public void redirectTo(String url) {
    redirect = Optional.of(url);
  }

  /// What was asked for since the last call.
  public List<Request> requests() {
    List<Request> since = List.copyOf(requests);
    requests.clear();
    return since;
  }

  /// How many bytes of packs were sent since the last call, but for what names refs.
  public static int packBytes(List<Request> requests) {
    return requests.stream()
        .filter(request -> request.path().endsWith("/git-upload-pack"))
        .mapToInt(Request::bytes)
        .sum();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      boolean sent = exchange.getRequestHeaders().containsKey("Authorization");
      if (redirect.isPresent()) {
        requests.add(new Request(uri.getPath(), sent, 0));
        exchange
            .getResponseHeaders()
            .set("Location", redirect.get() + "/info/refs?" + uri.getQuery());
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      if (!isAllowed(exchange)) {
        requests.add(new Request(uri.getPath(), sent, 0));
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      String request = exchange.getRequestMethod() + " " + uri;
      if (!trap.before(request)) {
        return;
      }
      byte[] answer = backend(exchange, uri);
      if (!trap.after(request)) {
        return;
      }
      requests.add(new Request(uri.getPath(), sent, respond(exchange, answer)));
    }
  }

  private boolean isAllowed(HttpExchange exchange) {
    if (wanted.isEmpty()) {
      return true;
    }
    String header =
        "Basic "
            + Base64.getEncoder().encodeToString(wanted.get().getBytes(StandardCharsets.UTF_8));
    return header.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private byte[] backend(HttpExchange exchange, URI uri) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("git", "http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("HOME", "/nonexistent");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", uri.getPath());
    environment.put("QUERY_STRING", Optional.ofNullable(uri.getQuery()).orElse(""));
    environment.put("REMOTE_ADDR", "127.0.0.1");
    environment.put("GIT_CONFIG_COUNT", "1");
    environment.put("GIT_CONFIG_KEY_0", "safe.directory");
    environment.put("GIT_CONFIG_VALUE_0", "*");
    header(exchange, "Content-Type", environment, "CONTENT_TYPE");
    header(exchange, "Content-Encoding", environment, "HTTP_CONTENT_ENCODING");
    header(exchange, "Git-Protocol", environment, "GIT_PROTOCOL");
    byte[] body = exchange.getRequestBody().readAllBytes();
    environment.put("CONTENT_LENGTH", Integer.toString(body.length));
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(body);
    }
    try (InputStream out = process.getInputStream()) {
      return out.readAllBytes();
    }
  }

  private static void header(
      HttpExchange exchange, String name, Map<String, String> environment, String variable) {
    Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
        .ifPresent(value -> environment.put(variable, value));
  }

  /// @return how many bytes the body had
  private static int respond(HttpExchange exchange, byte[] answer) throws IOException {
    int status = 200;
    int at = 0;
    while (at < answer.length) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (at < answer.length && answer[at] != '\n') {
        line.write(answer[at++]);
      }
      at++;
      String header = line.toString(StandardCharsets.UTF_8).strip();
      if (header.isEmpty()) {
        break;
      }
      int colon = header.indexOf(':');
      String name = header.substring(0, colon);
      String value = header.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().set(name, value);
      }
    }
    int length = answer.length - at;
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    if (length > 0) {
      exchange.getResponseBody().write(answer, at, length);
    }
    return length;
  }
}
