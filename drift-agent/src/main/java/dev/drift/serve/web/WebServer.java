package dev.drift.serve.web;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.drift.config.Listen;
import dev.drift.config.WebConfig;
import dev.drift.files.SecretLookup;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.BuildInfo;
import dev.drift.serve.hook.AuditInbox;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.metrics.ProcessMetrics;
import dev.drift.serve.metrics.StateMetrics;
import dev.drift.serve.state.DaemonEvents;
import dev.drift.serve.state.DaemonState;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// The daemon's HTTP server. Each request has a virtual thread.
public final class WebServer implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final ExecutorService threads;
  private final AuditInbox inbox;

  private WebServer(HttpServer server, ExecutorService threads, AuditInbox inbox) {
    this.server = server;
    this.threads = threads;
    this.inbox = inbox;
  }

  /// What the server shows, and where it hands on what comes in.
  ///
  /// @param registry that `metrics` count in; the metrics of the state and of the process are added
  public record Daemon(
      DaemonState state, DaemonEvents events, DaemonMetrics metrics, PrometheusRegistry registry) {}

  /// Listens from now on.
  ///
  /// @param secrets reads what the configuration refers to
  /// @throws DriftException with INVALID_CONFIG if a secret or the certificate cannot be used, or
  /// the address cannot be listened on
  public static WebServer start(
      WebConfig config, SecretLookup secrets, Daemon daemon, InstantSource clock) {
    ServerLimits.apply();
    Credentials credentials = new Credentials(config, secrets);
    HttpServer server = bind(config);
    StateMetrics.register(daemon.registry(), daemon.state());
    ProcessMetrics.register(daemon.registry());
    AuditInbox inbox = new AuditInbox(daemon.events(), daemon.metrics());
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    server.setExecutor(threads);
    server.createContext(
        "/",
        new Dispatcher(routes(daemon, credentials, inbox, clock), credentials, daemon.metrics()));
    server.start();
    return new WebServer(server, threads, inbox);
  }

  static List<Route> routes(
      Daemon daemon, Credentials credentials, AuditInbox inbox, InstantSource clock) {
    return Stream.of(
            new PageRoutes(credentials.hasApi()).routes(),
            new HealthRoutes(daemon.state(), clock).routes(),
            List.of(new MetricsRoute(daemon.registry()).route()),
            new ApiRoutes(daemon.state(), BuildInfo.get()).routes(),
            new HookRoutes(
                    daemon.state(), daemon.events(), credentials, inbox, daemon.metrics(), clock)
                .routes())
        .flatMap(List::stream)
        .toList();
  }

  private static HttpServer bind(WebConfig config) {
    Optional<HttpsConfigurator> tls =
        config.certificate().map(it -> new HttpsConfigurator(ServerKeys.read(it).context()));
    Listen listen = config.listen();
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port());
      if (tls.isEmpty()) {
        return HttpServer.create(address, BACKLOG);
      }
      HttpsServer server = HttpsServer.create(address, BACKLOG);
      server.setHttpsConfigurator(tls.get());
      return server;
    } catch (UnknownHostException e) {
      throw unusable(listen, "the host is not known", e);
    } catch (IOException e) {
      throw unusable(listen, "it is in use, or not an address of this machine", e);
    }
  }

  private static DriftException unusable(Listen listen, String why, IOException cause) {
    return new DriftException(
        Problem.of(
            Problem.Code.INVALID_CONFIG,
            "Drift cannot listen on %s port %d: %s. Choose another address with --listen."
                .formatted(listen.host(), listen.port(), why)),
        cause);
  }

  /// Where it listens, with the port that was free if none was asked for.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /// Takes no more requests, lets those that are under way end for a second, and hands on what
  /// audit webhooks have sent.
  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
    inbox.close();
  }
}
