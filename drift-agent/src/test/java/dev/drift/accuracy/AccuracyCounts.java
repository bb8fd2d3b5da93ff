package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drift.finding.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a run over one corpus counts, and a line for each change that Drift got wrong.
///
/// Lines contain the shapes of values, never the values.
final class AccuracyCounts {
  private static final String ROW = "%-24s %10s %10s %8s %8s %8s %8s %9s";

  private final String corpus;
  private final long start = System.nanoTime();
  private final Map<String, Integer> exemptions = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();
  private int attempted;
  private int accepted;
  private int undone;
  private int found;
  private int missed;
  private int wrong;

  AccuracyCounts(String corpus) {
    this.corpus = corpus;
  }

  void refused() {
    attempted++;
  }

  /// Drift found something before anything was changed.
  void before(List<Finding.Drift> findings) {
    wrong += findings.size();
    findings.forEach(finding -> say("FALSE before any change: " + said(finding)));
  }

  void judged(String what, Subject subject, JsonNode after, Judgement judgement) {
    attempted++;
    accepted++;
    judgement.exempt().stream()
        .map(Exemption::name)
        .distinct()
        .forEach(name -> exemptions.merge(name, 1, Integer::sum));
    missed += judgement.missed().isEmpty() ? 0 : 1;
    wrong += judgement.wrong().isEmpty() ? 0 : 1;
    if (judgement.isRight()) {
      undone += judgement.isUndone() ? 1 : 0;
      found += judgement.changed().isEmpty() ? 0 : 1;
    }
    for (Changed place : judgement.missed()) {
      say(
          "MISSED %s, %s: %s %s (%s → %s)"
              .formatted(
                  subject,
                  what,
                  place.kind(),
                  place.pointer(),
                  place.before().map(at -> shape(subject.before().at(at))).orElse("nothing"),
                  place.after().map(at -> shape(after.at(at))).orElse("nothing")));
    }
    for (Finding.Drift finding : judgement.wrong()) {
      say(
          "FALSE %s, %s: Drift says %s; changed: %s"
              .formatted(
                  subject,
                  what,
                  said(finding),
                  judgement.changed().stream()
                      .map(place -> place.kind() + " " + place.pointer())
                      .toList()));
    }
  }

  /// At once: a run takes minutes.
  private void say(String line) {
    lines.add(line);
    System.out.println(line);
  }

  private static String said(Finding.Drift finding) {
    return "%s %s %s".formatted(finding.change(), finding.resource(), finding.path());
  }

  private static String shape(JsonNode value) {
    String type = value.getNodeType().toString().toLowerCase(Locale.ROOT);
    return value.isContainerNode() ? type + " of " + value.size() : type;
  }

  int accepted() {
    return accepted;
  }

  boolean isRight() {
    return missed == 0 && wrong == 0;
  }

  List<String> lines() {
    return lines;
  }

  static String header() {
    return ROW.formatted(
        "corpus", "attempted", "accepted", "undone", "found", "missed", "false", "seconds");
  }

  String row() {
    return ROW.formatted(
        corpus,
        attempted,
        accepted,
        undone,
        found,
        missed,
        wrong,
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
  }

  /// How many changes each exemption took out.
  String exemptions() {
    return "  no drift by decision: " + exemptions;
  }
}
