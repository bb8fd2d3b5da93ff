package dev.drift.pipeline.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drift.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// In processes of their own, as OpenTelemetry reads the environment of the process, once.
class TracingTest {
  private static final Path EXAMPLES = Golden.repository().resolve("examples");

  private record Result(int code, String output) {}

  private static Result check(Map<String, String> environment, String... javaOptions)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(javaOptions));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.drift.cli.Main",
            "check",
            "--repo=" + EXAMPLES.resolve("lakehouse"),
            "--snapshot=" + EXAMPLES.resolve("snapshots/lakehouse.json.gz"),
            "--key-file=" + EXAMPLES.resolve("snapshots/example.key")));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }

  @Test
  void theStepsOfARunAreSpans() throws IOException, InterruptedException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    List<String> paths = new ArrayList<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          synchronized (received) {
            paths.add(exchange.getRequestURI().getPath());
            exchange.getRequestBody().transferTo(received);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    try {
      Result result =
          check(
              Map.of(
                  "OTEL_EXPORTER_OTLP_ENDPOINT",
                  "http://127.0.0.1:" + collector.getAddress().getPort()));
      assertThat(result.code()).as(result.output()).isEqualTo(1);
      synchronized (received) {
        assertThat(paths).isNotEmpty().containsOnly("/v1/traces");
        // Names are plain text in the messages.
        assertThat(received.toString(ISO_8859_1))
            .contains("service.name", "drift check", "drift reading", "drift comparing")
            .contains("Comparing ");
      }
    } finally {
      collector.stop(0);
    }
  }

  @Test
  void withoutTheVariablesNothingOfItIsLoaded() throws IOException, InterruptedException {
    Result result = check(Map.of(), "-Xlog:class+load:stdout");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output())
        .contains("dev.drift.pipeline.trace.Tracing ")
        .doesNotContain("dev.drift.pipeline.trace.SpanProgress")
        .doesNotContain("io.opentelemetry.");
  }

  /// Traces are an extra: they never change what a run finds.
  @Test
  void whatCannotBeSentIsAWarning() throws IOException, InterruptedException {
    Result wrong = check(Map.of("OTEL_TRACES_EXPORTER", "nonsense"));
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.output()).contains("No traces are sent", "nonsense");

    Result nobody = check(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
    assertThat(nobody.code()).isEqualTo(1);
    assertThat(nobody.output()).contains("OpenTelemetry: ");
  }

  @Test
  void theUsualVariablesDecide() {
    String endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    assertThat(Tracing.isWanted(Map.of())).isFalse();
    assertThat(Tracing.isWanted(Map.of(endpoint, ""))).isFalse();
    assertThat(Tracing.isWanted(Map.of(endpoint, "http://localhost:4318"))).isTrue();
    assertThat(Tracing.isWanted(Map.of("OTEL_TRACES_EXPORTER", "otlp"))).isTrue();
    assertThat(Tracing.isWanted(Map.of(endpoint, "http://a", "OTEL_TRACES_EXPORTER", "none")))
        .isFalse();
    assertThat(Tracing.isWanted(Map.of(endpoint, "http://a", "OTEL_SDK_DISABLED", "true")))
        .isFalse();
  }
}
