package dev.drift.report.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.finding.group.FindingGroup;
import dev.drift.finding.group.Grouping;
import dev.drift.finding.text.Markdown;
import dev.drift.report.view.ComparedSides;
import dev.drift.report.view.Listing;
import dev.drift.report.view.ReportView;
import dev.drift.report.view.Summary;
import dev.drift.report.view.Topic;
import dev.drift.report.view.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes a report for a pull or merge request: the answer, one foldable part for each group of
/// findings, the worst first, and what was not checked. Forges refuse comments of 64 KiB, so the
/// parts that do not fit are counted.
public final class MarkdownReport {
  /// Of the whole text, in bytes.
  private static final int MOST = 60_000;

  private static final int LISTED = 10;

  private static final List<Topic> UNSEEN =
      List.of(Topic.NOT_READ, Topic.UNKNOWN, Topic.INVALID, Topic.PROBLEMS);

  private final Report report;
  private final ReportView view;

  private MarkdownReport(Report report, FailOn failOn) {
    this.report = report;
    this.view = ReportView.of(report, failOn);
  }

  /// Leaves the stream open.
  ///
  /// @param failOn as given to [Report#exitCode]
  /// @throws IOException if the output breaks
  public static void write(Report report, FailOn failOn, OutputStream stream) throws IOException {
    stream.write(new MarkdownReport(report, failOn).text().getBytes(UTF_8));
  }

  private String text() {
    String head = head();
    String foot = foot();
    int room = MOST - bytes(head) - bytes(foot);
    StringBuilder groups = new StringBuilder();
    int left = report.fresh().size();
    for (FindingGroup group : Grouping.of("", report.fresh(), Map.of())) {
      String part = GroupPart.of(group, report.run().startedAt(), report.sides());
      room -= bytes(part);
      if (room < 0) {
        break;
      }
      groups.append(part);
      left -= group.findings().size();
    }
    String more =
        left == 0
            ? ""
            : "\n%s not shown here; `drift %s` prints all.\n"
                .formatted(
                    left == 1 ? "1 finding is" : "%s are".formatted(Words.count(left, "finding")),
                    report.sides().areClusters() ? "compare" : "check");
    return head + groups + more + foot;
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  private String head() {
    StringBuilder out = new StringBuilder();
    out.append("### Drift: ").append(Markdown.text(answer())).append("\n\n");
    out.append(
        view.compared().repositories().stream()
            .map(ComparedSides.Repository::text)
            .map(Markdown::code)
            .collect(joining(", ")));
    view.compared()
        .cluster()
        .ifPresent(cluster -> out.append(" against ").append(Markdown.code(cluster)));
    out.append(". ").append(Markdown.text(view.closing().outcome().sentence())).append("\n\n");
    for (ComparedSides.Repository repository : view.compared().repositories()) {
      repository.uncommitted().ifPresent(files -> out.append(Markdown.text(files)).append(".\n\n"));
    }
    return out.toString();
  }

  /// Such as `7 differences (2 critical, 5 low) and 1 posture finding (1 high)`.
  private String answer() {
    Summary summary = view.summary();
    List<String> parts = new ArrayList<>();
    if (summary.driftFindings() > 0) {
      parts.add(
          "%s between %s and %s (%s)"
              .formatted(
                  Words.count(summary.driftFindings(), "difference"),
                  view.sides().expected(),
                  view.sides().judged(),
                  counts(summary.drift())));
    }
    if (summary.postureFindings() > 0) {
      parts.add(
          "%s (%s)"
              .formatted(
                  Words.count(summary.postureFindings(), "posture finding"),
                  counts(summary.posture())));
    }
    if (!parts.isEmpty()) {
      return String.join(" and ", parts);
    }
    return view.inSync().isPresent() ? "in sync" : view.closing().outcome().meaning();
  }

  private static String counts(Map<Severity, Integer> counts) {
    return counts.entrySet().stream()
        .map(one -> one.getValue() + " " + one.getKey().label())
        .collect(joining(", "));
  }

  private String foot() {
    StringBuilder out = new StringBuilder();
    for (Topic topic : UNSEEN) {
      view.listing(topic).ifPresent(listing -> list(listing, out));
    }
    out.append('\n');
    view.inSync().ifPresent(sentence -> out.append(Markdown.text(sentence)).append("\n\n"));
    List<String> sentences = new ArrayList<>();
    if (view.inSync().isEmpty()) {
      sentences.add(view.closing().totals().getLast());
    }
    sentences.addAll(view.closing().asides());
    view.closing().incomplete().ifPresent(sentences::add);
    if (!sentences.isEmpty()) {
      out.append(sentences.stream().map(Markdown::text).collect(joining(" "))).append('\n');
    }
    return out.toString();
  }

  private static void list(Listing listing, StringBuilder out) {
    out.append(
        "\n**%s**: %s\n\n".formatted(listing.topic().title(), Markdown.text(listing.caption())));
    for (Listing.Row row : listing.rows().subList(0, Math.min(LISTED, listing.rows().size()))) {
      out.append("- ").append(Markdown.text(row.text())).append('\n');
    }
    int more = listing.rows().size() - LISTED;
    if (more > 0) {
      out.append("- and %s\n".formatted(Words.count(more, "more")));
    }
  }
}
