package dev.drift.serve.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.config.Deployers;
import dev.drift.config.Listen;
import dev.drift.config.SecretReference;
import dev.drift.config.WebConfig;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.serve.Daemon;
import dev.drift.serve.Schedule;
import dev.drift.serve.ServeRequest;
import dev.drift.serve.log.DaemonLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The real daemon with the target `prod`, which serves with [TestDaemon#TOKEN] until it is closed.
record ServedDaemon(Daemon daemon, Thread thread, int port) implements AutoCloseable {
  /// @param interval of full checks and of Git
  /// @param folder for the file with the token
  static ServedDaemon start(
      CheckRequest check, Duration interval, Path folder, Consumer<String> log) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path token = Files.writeString(folder.resolve("token"), TestDaemon.TOKEN);
    WebConfig web =
        new WebConfig(
            new Listen("127.0.0.1", port),
            Optional.empty(),
            Optional.of(new SecretReference.File(token.toString())),
            false,
            Optional.empty(),
            Optional.empty());
    Daemon daemon =
        new Daemon(
            new ServeRequest(
                List.of(new ServeRequest.Target("prod", check, Optional.empty(), Optional.empty())),
                new Schedule.Every(interval),
                interval,
                Optional.of(web),
                Deployers.NONE,
                Optional.empty(),
                Duration.ofSeconds(5)),
            Agent.ofProcess(),
            DaemonLog.lines(log, /* named= */ false));
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    daemon.run();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    return new ServedDaemon(daemon, thread, port);
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(port, path);
  }

  @Override
  public void close() {
    daemon.stop();
    try {
      assertThat(thread.join(Duration.ofSeconds(30))).as("it ends").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
