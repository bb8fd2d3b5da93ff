package dev.drift.serve.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.json.JsonOutput;
import dev.drift.model.Lazy;
import dev.drift.report.html.LivePage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The reports of the targets as the page reads them. Each is written once, compressed, however
/// many ask; one is kept for each target.
final class PageReports {
  private final Map<String, Written> written = new ConcurrentHashMap<>();

  /// @param report of which it is; weak, because a report may hold an evaluation
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Written(WeakReference<Lazy<Report>> report, byte[] compressed) {}

  /// Compressed with gzip.
  ///
  /// @param target the name of a target of the configuration
  byte[] compressed(String target, Lazy<Report> report, FailOn failOn) {
    // Who comes while another one is written waits for it.
    return written
        .compute(
            target,
            (_, last) ->
                last != null && last.report().refersTo(report)
                    ? last
                    : new Written(new WeakReference<>(report), write(report.get(), failOn)))
        .compressed();
  }

  static byte[] decompressed(byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does not fail", e);
    }
  }

  private static byte[] write(Report report, FailOn failOn) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
    try (GZIPOutputStream compressing = new GZIPOutputStream(bytes);
        JsonGenerator out = JsonOutput.onOneLine(compressing)) {
      LivePage.write(report, failOn, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}
