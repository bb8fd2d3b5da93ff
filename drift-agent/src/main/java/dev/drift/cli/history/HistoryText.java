package dev.drift.cli.history;

import dev.drift.report.view.AttributionText;
import dev.drift.report.view.Words;
import dev.drift.store.History;
import dev.drift.store.StoredAct;
import dev.drift.store.StoredFinding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What `drift history` prints for people.
public final class HistoryText {
  private final Lines lines = new Lines();
  private final Instant now;

  private HistoryText(Instant now) {
    this.now = now;
  }

  public static String of(List<History> all, Instant now) {
    HistoryText text = new HistoryText(now);
    all.forEach(text::target);
    return text.lines.toString();
  }

  private void target(History history) {
    lines.target(history.target());
    if (history.findings().isEmpty()) {
      lines.add("  No finding matches.");
    }
    boolean first = true;
    for (StoredFinding finding : history.findings()) {
      if (!first) {
        lines.add("");
      }
      first = false;
      finding(finding);
    }
    if (history.more() > 0) {
      lines.add("");
      lines.add(
          "  %s not shown; --limit shows more, --since and --until choose a time"
              .formatted(Words.count(history.more(), "older finding")));
    }
  }

  private void finding(StoredFinding finding) {
    lines.add("  %s  %s".formatted(Words.minute(finding.onset()), state(finding)));
    lines.add(
        "    %s %s %s%s"
            .formatted(
                finding.severity().label(),
                finding.rule(),
                finding.category().label(),
                finding.posture() ? ", posture" : ""));
    lines.add(
        "    %s%s"
            .formatted(finding.resource(), finding.path().isEmpty() ? "" : "  " + finding.path()));
    lines.add("    " + finding.message());
    String who = AttributionText.of(finding.attribution(), Optional.empty());
    if (!who.isEmpty()) {
      lines.add("    changed by " + who);
    }
    finding.acts().forEach(this::act);
  }

  private String state(StoredFinding finding) {
    String length = Words.length(finding.duration(now));
    if (finding.ended().isPresent()) {
      return "to %s, %s".formatted(Words.minute(finding.ended().get()), length);
    }
    return finding
        .unseenSince()
        .map(
            it ->
                "open for %s, not seen since %s, when Drift could not look"
                    .formatted(length, Words.minute(it)))
        .orElse("open for " + length);
  }

  private void act(StoredAct act) {
    lines.add(
        "    %s %s, %s: %s"
            .formatted(act.action(), Words.minute(act.at()), act.outcome(), act.sentence()));
  }
}
