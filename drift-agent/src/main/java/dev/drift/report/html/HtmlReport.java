package dev.drift.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.Sha256;
import dev.drift.report.view.ReportView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Writes a report as one HTML file. It holds the report as JSON, and a script that makes text of
/// it: nothing of a report is ever HTML. The page may load nothing, send nothing, and run no other
/// script than its own.
public final class HtmlReport {
  private HtmlReport() {}

  /// Leaves the stream open.
  ///
  /// @param failOn as given to [Report#exitCode]
  /// @throws IOException if the output breaks
  public static void write(Report report, FailOn failOn, OutputStream stream) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    PageData.write(ReportView.of(report, failOn), json);
    stream.write(page(json.toString(UTF_8)).getBytes(UTF_8));
  }

  private static String page(String json) {
    String style = resource("page.css");
    String script = resource("page.js");
    // The report last: it may contain the names of the other parts.
    return resource("page.html")
        .replace("{{policy}}", policy(style, script))
        .replace("{{style}}", style)
        .replace("{{script}}", script)
        // Only in strings, where it means the same: `</script>` would end the element.
        .replace("{{report}}", json.replace("<", "\\u003c"));
  }

  /// See <https://www.w3.org/TR/CSP3/>.
  private static String policy(String style, String script) {
    return "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
        .formatted(Sha256.base64(style), Sha256.base64(script));
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing next to " + HtmlReport.class);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of the program cannot be read", e);
    }
  }
}
