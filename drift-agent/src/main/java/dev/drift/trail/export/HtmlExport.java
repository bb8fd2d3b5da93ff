package dev.drift.trail.export;

import dev.drift.model.HiddenCharacters;
import dev.drift.model.Sha256;
import dev.drift.trail.Flaw;
import dev.drift.trail.RecordTime;
import dev.drift.trail.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// An export as one HTML file to print or to hand on. It loads nothing and runs nothing; all texts
/// are escaped.
public final class HtmlExport {
  private static final String STYLE =
      """
      body { font: 14px/1.45 system-ui, sans-serif; color: #1a1a1a; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
      h1 { font-size: 1.6rem; margin-bottom: 0 } h2 { margin-top: 2.2rem; border-bottom: 2px solid #444 }
      table { border-collapse: collapse; width: 100%; font-size: 12px } caption { text-align: left; font-weight: 600 }
      th, td { border: 1px solid #bbb; padding: .25rem .4rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
      th { background: #eee } .number { text-align: right } .ok { color: #14602b } .broken { color: #a40000; font-weight: 700 }
      .scroll { overflow-x: auto } dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem } dt { font-weight: 600 } dd { margin: 0 }
      @media print { @page { size: A4 landscape; margin: 12mm } body { margin: 0; max-width: none; font-size: 10px } table { font-size: 8px } thead { display: table-header-group } tr { break-inside: avoid } h2 { break-after: avoid } .scroll { overflow: visible } }
      """;

  private final StringBuilder out = new StringBuilder();

  private HtmlExport() {}

  public static String text(AuditExport export) {
    HtmlExport html = new HtmlExport();
    html.page(export);
    return html.out.toString();
  }

  private void page(AuditExport export) {
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'sha256-")
        .append(Sha256.base64(STYLE))
        .append("'; base-uri 'none'; form-action 'none'\">\n");
    out.append("<meta name=\"referrer\" content=\"no-referrer\">\n<title>Drift audit, ");
    out.append(escaped(period(export.period()))).append("</title>\n");
    out.append("<style>").append(STYLE).append("</style>\n</head>\n<body>\n");
    element("h1", "Audit of configuration drift");
    element("p", period(export.period()));
    out.append("<dl>\n");
    item(
        "Targets",
        export.targets().stream().map(HtmlExport::name).collect(Collectors.joining("; ")));
    item("Created", RecordTime.text(export.createdAt()) + ", by Drift " + export.version());
    item("Source", "The audit trail of Drift and nothing else.");
    out.append("</dl>\n");
    completeness(export);
    summary(export);
    export.tables().forEach(this::table);
    out.append("</body>\n</html>\n");
  }

  private void completeness(AuditExport export) {
    element("h2", "Completeness");
    if (export.targets().isEmpty()) {
      element("p", "The store has no audit trail.");
    }
    for (AuditExport.Target target : export.targets()) {
      Verification verification = target.verification();
      element("h3", name(target));
      if (verification.isIntact()) {
        element(
            "p",
            "ok",
            "The trail is intact. Verified records: %d. Sealed segments: %d."
                .formatted(verification.records(), verification.segments()));
      } else {
        element(
            "p",
            "broken",
            "The trail is broken. What this document says is not proven. Flaws: %d."
                .formatted(verification.flaws().size()));
      }
      out.append("<ul>\n");
      for (Flaw flaw : verification.flaws()) {
        element("li", "broken", "Record %d (%s) %s.".formatted(flaw.seq(), flaw.at(), flaw.what()));
      }
      verification.proves().forEach(it -> element("li", it));
      verification.cannotProve().forEach(it -> element("li", "Not proven: " + it));
      long incomplete = target.counts().runs() - target.counts().complete();
      element(
          "li",
          incomplete == 0
              ? "Runs in the period: %d, all of them complete.".formatted(target.counts().runs())
              : "Runs in the period: %d, of which %d could not look at everything (see Not looked at)."
                  .formatted(target.counts().runs(), incomplete));
      verification
          .last()
          .ifPresent(
              it ->
                  element(
                      "li",
                      "Head of the trail: record %d, %s, %s."
                          .formatted(it.seq(), it.at(), it.hash())));
      out.append("</ul>\n");
    }
  }

  private void summary(AuditExport export) {
    element("h2", "Summary");
    out.append("<div class=\"scroll\"><table>\n<thead><tr>");
    List.of(
            "Target",
            "Sources",
            "Runs",
            "Complete",
            "New findings",
            "Ended",
            "Open at the end",
            "Acts",
            "Writes by others",
            "Mean time to detect",
            "Mean time to repair")
        .forEach(it -> element("th", it));
    out.append("</tr></thead>\n<tbody>\n");
    for (AuditExport.Target target : export.targets()) {
      AuditExport.Counts counts = target.counts();
      out.append("<tr>");
      List.of(
              name(target),
              String.join("; ", target.sources()),
              Long.toString(counts.runs()),
              Long.toString(counts.complete()),
              Long.toString(counts.opened()),
              Long.toString(counts.ended()),
              Long.toString(counts.open()),
              Long.toString(counts.acts()),
              Long.toString(counts.requests()),
              mean(target.meanToDetect(), target.detected()),
              mean(target.meanToRepair(), target.repaired()))
          .forEach(it -> element("td", it));
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table></div>\n");
    element(
        "p",
        "Time to detect: from the change, as far as the cluster or its request log dates it, until"
            + " a run had seen it. Time to repair: from then until a run saw that it was gone.");
  }

  private void table(Table table) {
    element("h2", table.title());
    if (table.rows().isEmpty()) {
      element("p", "None.");
      return;
    }
    out.append("<div class=\"scroll\"><table>\n<thead><tr>");
    table.columns().forEach(it -> element("th", it.title()));
    out.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      out.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        if (table.columns().get(i).type() == Column.Type.NUMBER) {
          element("td", "number", row.get(i));
        } else {
          element("td", row.get(i));
        }
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table></div>\n");
  }

  private static String mean(Optional<Duration> mean, long number) {
    return mean.map(it -> "%s (of %d)".formatted(words(it), number)).orElse("not known");
  }

  /// Such as `1 h 20 min`.
  static String words(Duration duration) {
    if (duration.toMinutes() == 0) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (duration.toHours() == 0) {
      return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
    return duration.toDays() == 0
        ? "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart())
        : "%d d %d h".formatted(duration.toDays(), duration.toHoursPart());
  }

  private static String name(AuditExport.Target target) {
    return target.cluster().isEmpty()
        ? target.id()
        : "%s (%s)".formatted(target.cluster(), target.id());
  }

  private static String period(Period period) {
    return "%s to %s".formatted(RecordTime.text(period.since()), RecordTime.text(period.until()));
  }

  private void item(String term, String text) {
    element("dt", term);
    element("dd", text);
  }

  private void element(String tag, String text) {
    out.append('<').append(tag).append('>').append(escaped(text));
    out.append("</").append(tag).append(">\n");
  }

  private void element(String tag, String cssClass, String text) {
    out.append('<').append(tag).append(" class=\"").append(cssClass).append("\">");
    out.append(escaped(text)).append("</").append(tag).append(">\n");
  }

  /// Characters that turn the reading direction or are not seen are shown by their numbers.
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n' -> safe.append("\\n");
                default -> {
                  if (HiddenCharacters.has(c)) {
                    safe.append(String.format(Locale.ROOT, "\\u%04x", c));
                  } else {
                    safe.appendCodePoint(c);
                  }
                }
              }
            });
    return safe.toString();
  }
}
