package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `drift serve` as a process of its own.
final class ServeProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  /// @param folder takes what it prints
  ServeProcess(Path folder, String... arguments) throws IOException {
    out = folder.resolve("out");
    err = folder.resolve("err");
    process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.drift.cli.Main",
                            "serve"),
                        Stream.of(arguments))
                    .toList())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
  }

  String out() throws IOException {
    return Files.readString(out, UTF_8);
  }

  String err() throws IOException {
    return Files.readString(err, UTF_8);
  }

  long pid() {
    return process.pid();
  }

  /// Waits until it has printed a text so many times.
  void prints(String text, int times) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (out().split(text, -1).length <= times) {
      assertThat(Instant.now()).as(out() + err()).isBefore(end);
      Thread.sleep(50);
    }
  }

  /// Ends it as Kubernetes does.
  void terminate() {
    process.destroy();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
