package dev.drift.report.view;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Coverage;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.finding.Sides;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// The end of a report, in sentences.
///
/// @param totals how many findings and resources there are
/// @param asides what was seen and is not a finding
/// @param incomplete what could not be checked; empty if nothing, or if nothing was compared at all
public record Closing(
    List<String> totals, List<String> asides, Optional<String> incomplete, Outcome outcome) {

  public Closing {
    totals = List.copyOf(totals);
    asides = List.copyOf(asides);
  }

  static Closing of(Report report, FailOn failOn, Summary summary) {
    return new Closing(
        totals(summary, report.sides()),
        asides(summary, report.outOfScope()),
        report.complete(failOn) || report.resources().isEmpty()
            ? Optional.empty()
            : Optional.of(
                incomplete(report.coverage().gaps(failOn.needs()), summary, report.sides())),
        Outcome.of(report, failOn));
  }

  private static List<String> totals(Summary summary, Sides sides) {
    List<String> sentences = new ArrayList<>();
    if (summary.driftFindings() > 0) {
      sentences.add(
          findings(
              sides.areClusters() ? "difference" : "drift finding",
              summary.drift(),
              summary.driftFindings()));
    }
    if (summary.postureFindings() > 0) {
      sentences.add(findings("posture finding", summary.posture(), summary.postureFindings()));
    }
    sentences.add(
        summary.resources() == 0
            ? "No resources were compared."
            : Words.count(summary.resources(), "resource")
                + ": "
                + byVerdict(summary, sides)
                + ".");
    return sentences;
  }

  private static String findings(String noun, Map<Severity, Integer> counts, int total) {
    return "%s: %s."
        .formatted(
            Words.count(total, noun),
            counts.entrySet().stream()
                .map(one -> one.getValue() + " " + one.getKey().label())
                .collect(joining(", ")));
  }

  private static String byVerdict(Summary summary, Sides sides) {
    return summary.verdicts().entrySet().stream()
        .map(one -> "%,d %s".formatted(one.getValue(), word(one.getKey(), sides)))
        .collect(joining(", "));
  }

  private static String word(Verdict verdict, Sides sides) {
    return switch (verdict) {
      case IN_SYNC -> "in sync";
      case DRIFTED -> "changed";
      case NEEDS_RECREATE -> "must be recreated";
      case MISSING -> sides.areClusters() ? "only in " + sides.expected() : "missing";
      case UNMANAGED -> sides.areClusters() ? "only in " + sides.judged() : "unmanaged";
      case COMPLETED -> "completed and cleaned up";
      case INVALID_DESIRED -> "invalid in " + sides.expected();
      case PENDING -> "being deleted";
      case UNKNOWN -> "unknown";
    };
  }

  private static List<String> asides(Summary summary, SortedMap<GroupKind, Integer> outOfScope) {
    List<String> parts = new ArrayList<>();
    if (summary.explained() > 0) {
      parts.add(Words.count(summary.explained(), "difference") + " explained");
    }
    if (summary.ignored() > 0) {
      parts.add(Words.count(summary.ignored(), "difference") + " ignored");
    }
    if (summary.accepted() > 0) {
      parts.add(Words.count(summary.accepted(), "finding") + " accepted by the baseline");
    }
    if (summary.ownedElsewhere() > 0) {
      parts.add(Words.count(summary.ownedElsewhere(), "object") + " owned elsewhere");
    }
    if (summary.skipped() > 0) {
      parts.add(Words.count(summary.skipped(), "document") + " skipped");
    }
    List<String> asides = new ArrayList<>();
    if (!parts.isEmpty()) {
      asides.add(String.join(", ", parts) + ".");
    }
    if (!outOfScope.isEmpty()) {
      asides.add(
          "Out of scope: %s that no source declares. --scope cluster reports them."
              .formatted(Words.kinds(outOfScope)));
    }
    return asides;
  }

  private static String incomplete(List<Coverage.Entry> gaps, Summary summary, Sides sides) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Coverage.Entry gap : gaps) {
      switch (gap.subject()) {
        case Coverage.Subject.Kind _ -> counts.merge("kind", 1, Integer::sum);
        case Coverage.Subject.Observer _ -> counts.merge("observer", 1, Integer::sum);
        case Coverage.Subject.Files _ -> counts.merge("file or folder", 1, Integer::sum);
        case Coverage.Subject.Rules(var codes) -> counts.merge("rule", codes.size(), Integer::sum);
        case Coverage.Subject.Resources _ -> counts.merge("resource", gap.count(), Integer::sum);
      }
    }
    if (counts.isEmpty()) {
      counts.put("resource", summary.count(Verdict.UNKNOWN));
    }
    return "Incomplete: %s could not be checked, so there may be %s that this report does not show."
        .formatted(
            counts.entrySet().stream()
                .map(gap -> counted(gap.getKey(), gap.getValue()))
                .collect(joining(", ")),
            sides.areClusters() ? "differences" : "drift");
  }

  private static String counted(String noun, int count) {
    return noun.equals("file or folder") && count != 1
        ? count + " files or folders"
        : Words.count(count, noun);
  }
}
