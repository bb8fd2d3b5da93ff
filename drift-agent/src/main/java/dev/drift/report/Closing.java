package dev.drift.report;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Coverage;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Source;
import dev.drift.model.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The end of a text report: the summary, and what the exit code means.
final class Closing {
  private final Report report;
  private final FailOn failOn;
  private final Page page;

  Closing(Report report, FailOn failOn, Page page) {
    this.report = report;
    this.failOn = failOn;
    this.page = page;
  }

  /// The whole report of a clean run.
  void printClean() {
    page.put(Tint.BOLD_GREEN, "In sync").put("  ");
    page.paragraph(
        2,
        Tint.PLAIN,
        "%s of %s match Git: cluster %s; repository %s."
            .formatted(
                Words.count(report.resources().size(), "resource"),
                Words.count(Heading.kindsRead(report), "kind"),
                report.cluster().map(Heading::cluster).orElse(""),
                report.sources().stream().map(Heading::source).collect(joining("; "))));
    for (Source source : report.sources()) {
      if (!source.uncommitted().isEmpty()) {
        page.indent(2).paragraph(2, Tint.YELLOW, Heading.uncommitted(source) + ".");
      }
    }
    for (String aside : asides()) {
      page.indent(2).paragraph(2, Tint.DIM, aside);
    }
  }

  void print() {
    page.blank();
    for (String sentence : sums()) {
      page.paragraph(0, Tint.PLAIN, sentence);
    }
    for (String aside : asides()) {
      page.paragraph(0, Tint.DIM, aside);
    }
    if (incomplete() && !report.resources().isEmpty()) {
      page.paragraph(0, Tint.BOLD_YELLOW, incompleteness());
    }
    ExitCode code = report.exitCode(failOn);
    page.paragraph(0, tint(code), "Exit code %d: %s.".formatted(code.code(), meaning(code)));
  }

  private List<String> sums() {
    List<String> sentences = new ArrayList<>();
    List<Finding.Drift> drift = report.drift();
    if (!drift.isEmpty()) {
      sentences.add(Words.count(drift.size(), "drift finding") + ": " + bySeverity(drift) + ".");
    }
    List<Finding.Posture> posture = report.posture();
    if (!posture.isEmpty()) {
      sentences.add(
          Words.count(posture.size(), "posture finding") + ": " + bySeverity(posture) + ".");
    }
    sentences.add(
        report.resources().isEmpty()
            ? "No resources were compared."
            : Words.count(report.resources().size(), "resource") + ": " + byVerdict() + ".");
    return sentences;
  }

  private static String bySeverity(Collection<? extends Finding> findings) {
    return Arrays.stream(Severity.values())
        .map(severity -> number(severity, findings))
        .filter(text -> !text.startsWith("0 "))
        .collect(joining(", "));
  }

  private static String number(Severity severity, Collection<? extends Finding> findings) {
    return findings.stream().filter(f -> f.severity() == severity).count() + " " + severity.label();
  }

  private String byVerdict() {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> report.count(verdict) > 0)
        .map(verdict -> "%,d %s".formatted(report.count(verdict), word(verdict)))
        .collect(joining(", "));
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case IN_SYNC -> "in sync";
      case DRIFTED -> "changed";
      case NEEDS_RECREATE -> "must be recreated";
      case MISSING -> "missing";
      case UNMANAGED -> "unmanaged";
      case COMPLETED -> "completed and cleaned up";
      case INVALID_DESIRED -> "invalid in Git";
      case PENDING -> "being deleted";
      case UNKNOWN -> "unknown";
    };
  }

  private List<String> asides() {
    return Stream.of(aside(), outOfScope()).filter(text -> !text.isEmpty()).toList();
  }

  /// What was compared and is not a finding.
  private String aside() {
    List<String> parts = new ArrayList<>();
    if (!report.explained().isEmpty()) {
      parts.add(Words.count(report.explained().size(), "difference") + " explained");
    }
    if (!report.ignored().isEmpty()) {
      parts.add(Words.count(report.ignored().size(), "difference") + " ignored");
    }
    if (!report.ownedElsewhere().isEmpty()) {
      parts.add(Words.count(report.ownedElsewhere().size(), "object") + " owned elsewhere");
    }
    if (!report.skipped().isEmpty()) {
      parts.add(Words.count(report.skipped().size(), "document") + " skipped");
    }
    return parts.isEmpty() ? "" : String.join(", ", parts) + ".";
  }

  private boolean incomplete() {
    return !report.complete(failOn);
  }

  private String incompleteness() {
    Map<String, Integer> gaps = new LinkedHashMap<>();
    for (Coverage.Entry gap : report.coverage().gaps(failOn.needs())) {
      switch (gap.subject()) {
        case Coverage.Subject.Kind _ -> gaps.merge("kind", 1, Integer::sum);
        case Coverage.Subject.Observer _ -> gaps.merge("observer", 1, Integer::sum);
        case Coverage.Subject.Files _ -> gaps.merge("file or folder", 1, Integer::sum);
        case Coverage.Subject.Rules(var codes) -> gaps.merge("rule", codes.size(), Integer::sum);
        case Coverage.Subject.Resources _ -> gaps.merge("resource", gap.count(), Integer::sum);
      }
    }
    if (gaps.isEmpty()) {
      gaps.put("resource", (int) report.count(Verdict.UNKNOWN));
    }
    return "Incomplete: %s could not be checked, so there may be drift that this report does not show."
        .formatted(
            gaps.entrySet().stream()
                .map(gap -> counted(gap.getKey(), gap.getValue()))
                .collect(joining(", ")));
  }

  private static String counted(String noun, int count) {
    return noun.equals("file or folder") && count != 1
        ? count + " files or folders"
        : Words.count(count, noun);
  }

  /// What the scope leaves out, in one sentence; empty if that is nothing.
  private String outOfScope() {
    return report.outOfScope().isEmpty()
        ? ""
        : "Out of scope: %s that no source declares. --scope cluster reports them."
            .formatted(Words.kinds(report.outOfScope()));
  }

  private String meaning(ExitCode code) {
    return switch (code) {
      case IN_SYNC -> inSync();
      case DRIFT ->
          failOn.driftFails(report)
              ? failOn.drift() == Severity.INFO
                  ? code.meaning()
                  : "%s (--fail-on %s)".formatted(code.meaning(), failOn.drift().label())
              : "no drift fails this run, but posture findings do (--fail-on-posture)";
      case INVALID_INPUT, INCOMPLETE, FAILURE -> code.meaning();
    };
  }

  private String inSync() {
    if (!report.drift().isEmpty()) {
      return "the cluster has drifted, but not at severity %s or higher (--fail-on %s)"
          .formatted(failOn.drift().label(), failOn.drift().label());
    }
    return report.resources().isEmpty() ? "there was nothing to compare" : "no drift found";
  }

  private Tint tint(ExitCode code) {
    return switch (code) {
      case IN_SYNC ->
          report.drift().isEmpty() && !incomplete() && !report.resources().isEmpty()
              ? Tint.BOLD_GREEN
              : Tint.BOLD_YELLOW;
      case DRIFT, INVALID_INPUT, FAILURE -> Tint.BOLD_RED;
      case INCOMPLETE -> Tint.BOLD_YELLOW;
    };
  }
}
