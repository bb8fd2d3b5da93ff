package dev.drift.report.text;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.report.view.CauseFindings;
import dev.drift.report.view.Closing;
import dev.drift.report.view.ComparedSides;
import dev.drift.report.view.Listing;
import dev.drift.report.view.ReportView;
import dev.drift.report.view.State;
import dev.drift.report.view.Topic;
import dev.drift.report.view.Words;
import java.util.Comparator;
import java.util.List;

/// Prints reports on a terminal: the answer, what was compared, the findings with the worst first,
/// what could not be seen, and what the exit code means.
public final class TextReport {
  /// The column in which the texts of the head begin.
  private static final int HEAD = 10;

  /// Of findings: with what comes before and after, about three screens.
  private static final int MOST_LINES = 100;

  /// Of each list.
  private static final int ROWS = 10;

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
    view.answer()
        .ifPresent(
            it -> page.paragraph(0, Tint.heading(view.closing().outcome().level()), it).blank());
    print(view.compared());
    printCauses();
    view.listings().forEach(this::print);
    if (page.style().details()) {
      view.listing(Topic.EXPLAINED).ifPresent(this::print);
    }
    print(view.closing());
  }

  private void print(ComparedSides compared) {
    for (ComparedSides.Repository repository : compared.repositories()) {
      printHead(view.sides().areClusters() ? "Expected" : "Git", repository.text());
      repository
          .uncommitted()
          .ifPresent(files -> page.indent(HEAD).paragraph(HEAD, Tint.YELLOW, files));
    }
    compared
        .cluster()
        .ifPresent(
            cluster -> printHead(view.sides().areClusters() ? "Judged" : "Cluster", cluster));
    printHead("Compared", compared.extent());
    page.blank();
  }

  private void printHead(String label, String text) {
    page.put(Tint.DIM, label).indent(HEAD - label.length()).paragraph(HEAD, Tint.PLAIN, text);
  }

  /// What is on three screens is read; the rest is counted.
  private void printCauses() {
    boolean all = page.style().details();
    int end = page.lines() + MOST_LINES;
    boolean posture = false;
    List<CauseFindings> causes = view.causes();
    for (int i = 0; i < causes.size(); i++) {
      if (!all && page.lines() >= end) {
        printRest(causes.subList(i, causes.size()));
        return;
      }
      if (causes.get(i).state() == State.POSTURE && !posture) {
        posture = true;
        page.blank()
            .put(Tint.BOLD, "POSTURE")
            .put(Tint.DIM, "  risks and mistakes, whether or not they match Git")
            .end();
      }
      new FindingText(page).print(causes.get(i), all);
    }
  }

  private void printRest(List<CauseFindings> rest) {
    int findings = rest.stream().mapToInt(it -> it.findings().size()).sum();
    long objects = rest.stream().flatMap(it -> it.resources().stream()).distinct().count();
    page.blank()
        .paragraph(
            0,
            Tint.BOLD,
            "and %s of %s, the worst %s; drift %s -v lists all"
                .formatted(
                    Words.count(findings, "more finding"),
                    Words.count(objects, "object"),
                    rest.stream()
                        .map(CauseFindings::severity)
                        .min(Comparator.naturalOrder())
                        .orElseThrow()
                        .label(),
                    view.sides().areClusters() ? "compare" : "check"));
  }

  private void print(Listing listing) {
    page.blank()
        .put(Tint.heading(listing.topic().level()), listing.topic().title())
        .put(Tint.DIM, "  " + listing.caption())
        .end();
    boolean all = page.style().details();
    for (Listing.Row row : listing.rows().stream().limit(all ? Long.MAX_VALUE : ROWS).toList()) {
      page.row(2, row.text());
      if (all) {
        row.details().forEach(detail -> page.row(2, detail));
      }
    }
    int more = listing.rows().size() - ROWS;
    if (!all && more > 0) {
      page.indent(2).put(Tint.DIM, "and %,d more; -v lists all".formatted(more)).end();
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
