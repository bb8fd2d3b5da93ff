package dev.drift.report.text;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.report.view.Closing;
import dev.drift.report.view.ComparedSides;
import dev.drift.report.view.Listing;
import dev.drift.report.view.ReportView;
import dev.drift.report.view.Section;
import dev.drift.report.view.Topic;

/// Prints reports on a terminal: what was compared, what drifted (the worst first), what could not
/// be seen, and what the exit code means.
public final class TextReport {
  /// The column in which the texts of the head begin.
  private static final int HEAD = 10;

  private final ReportView view;
  private final Page page;

  private TextReport(ReportView view, TextStyle style) {
    this.view = view;
    page = new Page(style);
  }

  /// @param failOn as given to [Report#exitCode]
  public static String of(Report report, FailOn failOn, TextStyle style) {
    TextReport text = new TextReport(ReportView.of(report, failOn), style);
    text.view.inSync().ifPresentOrElse(text::printInSync, text::print);
    return text.page.toString();
  }

  private void printInSync(String sentence) {
    page.put(Tint.BOLD_GREEN, "In sync").put("  ").paragraph(2, Tint.PLAIN, sentence);
    for (ComparedSides.Repository repository : view.compared().repositories()) {
      repository
          .uncommitted()
          .ifPresent(files -> page.indent(2).paragraph(2, Tint.YELLOW, files + "."));
    }
    for (String aside : view.closing().asides()) {
      page.indent(2).paragraph(2, Tint.DIM, aside);
    }
    if (page.style().details()) {
      view.listing(Topic.SKIPPED).ifPresent(this::print);
      view.listing(Topic.EXPLAINED).ifPresent(this::print);
    }
  }

  private void print() {
    print(view.compared());
    view.sections().forEach(this::print);
    view.listings().forEach(this::print);
    if (page.style().details()) {
      view.listing(Topic.EXPLAINED).ifPresent(this::print);
    }
    print(view.closing());
  }

  private void print(ComparedSides compared) {
    for (ComparedSides.Repository repository : compared.repositories()) {
      printHead("Git", repository.text());
      repository
          .uncommitted()
          .ifPresent(files -> page.indent(HEAD).paragraph(HEAD, Tint.YELLOW, files));
    }
    compared.cluster().ifPresent(cluster -> printHead("Cluster", cluster));
    printHead("Compared", compared.extent());
    page.blank();
  }

  private void printHead(String label, String text) {
    page.put(Tint.DIM, label).indent(HEAD - label.length()).paragraph(HEAD, Tint.PLAIN, text);
  }

  private void print(Section section) {
    page.blank()
        .put(Tint.BOLD, section.kind().title())
        .put(Tint.DIM, "  " + section.caption())
        .end();
    section.resources().forEach(new FindingText(page)::print);
  }

  private void print(Listing listing) {
    page.blank()
        .put(Tint.heading(listing.topic().level()), listing.topic().title())
        .put(Tint.DIM, "  " + listing.caption())
        .end();
    for (Listing.Row row : listing.rows()) {
      page.row(2, row.text());
      if (page.style().details()) {
        row.details().forEach(detail -> page.row(2, detail));
      }
    }
  }

  private void print(Closing closing) {
    page.blank();
    closing.totals().forEach(total -> page.paragraph(0, Tint.PLAIN, total));
    closing.asides().forEach(aside -> page.paragraph(0, Tint.DIM, aside));
    closing.incomplete().ifPresent(gaps -> page.paragraph(0, Tint.BOLD_YELLOW, gaps));
    page.paragraph(0, Tint.heading(closing.outcome().level()), closing.outcome().sentence());
  }
}
