package dev.drift.pipeline;

import dev.drift.report.view.AttributionText;
import dev.drift.report.view.Timeline;
import dev.drift.store.RecentFindings;
import dev.drift.store.RunQueries;
import dev.drift.store.StoredAct;
import dev.drift.store.StoredFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the store knows of the last 30 days of a target, for a page.
public final class RecordedTimeline {
  private static final Duration PERIOD = Duration.ofDays(30);

  /// More is for `drift history`.
  private static final int MOST = 500;

  private RecordedTimeline() {}

  /// @param target its identity; one that the store does not know has no findings
  /// @throws dev.drift.model.DriftException if the store cannot be read
  public static Timeline of(RunQueries queries, String target, Instant now) {
    Instant since = now.minus(PERIOD);
    RecentFindings recent = queries.recent(target, since, MOST);
    return new Timeline(
        now, since, recent.findings().stream().map(RecordedTimeline::row).toList(), recent.more());
  }

  private static Timeline.Row row(StoredFinding finding) {
    return new Timeline.Row(
        finding.posture(),
        finding.rule(),
        finding.category(),
        finding.severity(),
        finding.resource(),
        finding.path(),
        finding.message(),
        AttributionText.of(finding.attribution(), Optional.empty()),
        finding.onset(),
        finding.ended(),
        finding.unseenSince(),
        finding.acts().stream().map(RecordedTimeline::act).toList());
  }

  private static Timeline.Act act(StoredAct act) {
    return new Timeline.Act(act.at(), act.action(), act.outcome(), act.sentence());
  }
}
