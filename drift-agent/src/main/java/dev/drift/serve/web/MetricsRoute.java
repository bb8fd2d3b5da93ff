package dev.drift.serve.web;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The metrics as text: OpenMetrics if the caller takes it, otherwise Prometheus' own format.
final class MetricsRoute {
  private static final ExpositionFormatWriter PLAIN = PrometheusTextFormatWriter.create();
  private static final ExpositionFormatWriter OPEN = OpenMetricsTextFormatWriter.create();

  private final PrometheusRegistry registry;

  MetricsRoute(PrometheusRegistry registry) {
    this.registry = registry;
  }

  Route route() {
    return Route.get("/metrics", Route.Access.METRICS, this::answer);
  }

  private Answer answer(Request request) throws IOException {
    List<String> accept = request.headers().getOrDefault("accept", List.of());
    ExpositionFormatWriter writer = accept.stream().anyMatch(OPEN::accepts) ? OPEN : PLAIN;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    writer.write(bytes, registry.scrape());
    return new Answer(200, writer.getContentType(), bytes.toByteArray(), Map.of());
  }
}
