package dev.drift.pipeline.trace;

import dev.drift.pipeline.BuildInfo;
import dev.drift.pipeline.Progress;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a span of each step. A step within another one, on the same thread, is its child.
record SpanProgress(Progress progress, Optional<String> target, Tracer tracer) implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(SpanProgress.class);
  private static final long SECONDS = 5;

  /// What the environment says goes first. `grpc` would need another library; a command does not
  /// wait for a collector that is out of reach.
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "otel.service.name", "drift",
          "otel.exporter.otlp.protocol", "http/protobuf",
          "otel.java.exporter.otlp.retry.disabled", "true",
          "otel.metrics.exporter", "none",
          "otel.logs.exporter", "none");

  private static final java.util.logging.Logger LIBRARY =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  /// The SDK of this process; empty if the environment variables are not valid.
  private static final class Sdk {
    static final Optional<OpenTelemetrySdk> SDK = configure();

    private Sdk() {}

    private static Optional<OpenTelemetrySdk> configure() {
      LIBRARY.setUseParentHandlers(false);
      LIBRARY.addHandler(new LogHandler());
      try {
        return Optional.of(
            AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> DEFAULTS)
                .build()
                .getOpenTelemetrySdk());
      } catch (RuntimeException e) {
        LOG.warn("No traces are sent, because OpenTelemetry is not set up: {}", e.getMessage());
        return Optional.empty();
      }
    }
  }

  /// Its records are part of Drift's log: masked, and on one line.
  private static final class LogHandler extends Handler {
    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
        LOG.warn("OpenTelemetry: {}", new SimpleFormatter().formatMessage(entry));
      }
    }

    @Override
    public void flush() {
      // Nothing is kept.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  static Progress of(Progress progress, Optional<String> target) {
    return Sdk.SDK
        .<Progress>map(
            sdk ->
                new SpanProgress(
                    progress, target, sdk.getTracer("dev.drift", BuildInfo.get().version())))
        .orElse(progress);
  }

  static void flush() {
    Sdk.SDK.ifPresent(
        sdk -> {
          var _ = sdk.getSdkTracerProvider().forceFlush().join(SECONDS, TimeUnit.SECONDS);
        });
  }

  /// There are few names, as backends want it: the verb. The attribute has the rest.
  private Span span(String what) {
    int verb = what.indexOf(' ') < 0 ? what.length() : what.indexOf(' ');
    SpanBuilder builder =
        tracer
            .spanBuilder("drift " + what.substring(0, verb).toLowerCase(Locale.ROOT))
            .setAttribute("drift.step", what);
    return target.map(it -> builder.setAttribute("drift.target", it)).orElse(builder).startSpan();
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the step closes it
  public Step start(String what) {
    Step step = progress.start(what);
    Span span = span(what);
    Scope scope = span.makeCurrent();
    return () -> {
      scope.close();
      span.end();
      step.close();
    };
  }

  @Override
  public void note(String what) {
    progress.note(what);
  }

  @Override
  public <T> T during(String what, Supplier<T> work) {
    Span span = span(what);
    try (Step _ = progress.start(what);
        Scope _ = span.makeCurrent()) {
      return work.get();
    } catch (RuntimeException e) {
      // Not its message, which may quote what was read.
      var _ = span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
      throw e;
    } finally {
      span.end();
    }
  }
}
