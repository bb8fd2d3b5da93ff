package dev.drift.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real OCI registry of its own, on a free port of loopback and without TLS. It ends with
/// [#close], or with this JVM.
public final class OciRegistry implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/docker-registry"), Path.of("/usr/local/bin/docker-registry"));
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WorkDirectory directory;
  private final Watchdog watchdog;
  private final Process server;
  private final int port;

  private OciRegistry(WorkDirectory directory, Watchdog watchdog, Process server, int port) {
    this.directory = directory;
    this.watchdog = watchdog;
    this.server = server;
    this.port = port;
  }

  /// @throws ControlPlaneException if no registry is installed, or it does not start
  public static OciRegistry start() {
    Path binary =
        PLACES.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () ->
                    new ControlPlaneException(
                        "No docker-registry on this machine: run `sh tools/test-packages.sh`."));
    WorkDirectory directory = WorkDirectory.create(false);
    Watchdog watchdog = Watchdog.start(directory);
    try {
      int port = freePort();
      Path config =
          directory.write(
              "config.yml",
              """
              version: 0.1
              log: {accesslog: {disabled: false}}
              storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
              http: {addr: "127.0.0.1:%d"}
              """
                  .formatted(directory.folder("data"), port));
      ProcessBuilder builder =
          new ProcessBuilder(binary.toString(), "serve", config.toString())
              .directory(directory.path().toFile())
              .redirectErrorStream(true)
              .redirectOutput(directory.file("registry.log").toFile());
      CleanEnvironment.set(builder.environment(), directory.path(), Map.of());
      Process process = builder.start();
      watchdog.guard(process);
      OciRegistry registry = new OciRegistry(directory, watchdog, process, port);
      registry.awaitReady();
      return registry;
    } catch (IOException e) {
      watchdog.close();
      directory.delete();
      throw new ControlPlaneException("The registry could not be started: " + e.getMessage(), e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (!server.isAlive() || System.nanoTime() > until) {
          throw new IOException("the end of its log:\n" + String.join("\n", log()), e);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Such as `127.0.0.1:41234`.
  public String host() {
    return "127.0.0.1:" + port;
  }

  /// The requests that it answered, such as `GET /v2/charts/web/tags/list?n=1000`.
  public List<String> requests() {
    try {
      return log().stream()
          .flatMap(
              line -> {
                int start = line.indexOf("\"GET /");
                int end = start < 0 ? -1 : line.indexOf(" HTTP/", start);
                return end < 0 ? Stream.of() : Stream.of(line.substring(start + 1, end));
              })
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new ControlPlaneException("The registry's log could not be read.", e);
    }
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(directory.file("registry.log"), UTF_8);
  }

  @Override
  public void close() {
    server.destroy();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    watchdog.close();
    directory.delete();
  }
}
