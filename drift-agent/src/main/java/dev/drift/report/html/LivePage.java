package dev.drift.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.report.view.ReportView;
import java.io.IOException;

/// The page of [HtmlReport] without a report: it asks the API of the server that it comes from, and
/// follows what changes. It holds nothing that anybody may not read.
///
/// @param html the page
/// @param policy its Content Security Policy, for a header
public record LivePage(String html, String policy) {
  /// More findings are counted, and not sent.
  public static final int MOST_FINDINGS = 5_000;

  private static final String[] SCRIPTS = {"page.js", "live.js"};

  /// @param open whether the API takes a token; if it takes none, the page says so
  public static LivePage of(boolean open) {
    String policy = PageTemplate.policy("'self'", SCRIPTS);
    return new LivePage(
        PageTemplate.filled("{\"live\":{\"open\":%s}}".formatted(open), policy, SCRIPTS),
        // Of no effect in a <meta>.
        policy + "; frame-ancestors 'none'");
  }

  /// What the page shows of a report, as an object.
  ///
  /// @param failOn as given to [Report#exitCode]
  public static void write(Report report, FailOn failOn, JsonGenerator out) throws IOException {
    PageData.writeLive(ReportView.of(report, failOn), MOST_FINDINGS, out);
  }
}
