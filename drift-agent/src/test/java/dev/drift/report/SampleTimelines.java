package dev.drift.report;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ResourceRef;
import dev.drift.report.view.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a store knows of the week before [SampleReports#START].
public final class SampleTimelines {
  public static final Instant AT = Instant.parse("2026-11-21T09:14:10Z");

  private static final Instant SINCE = Instant.parse("2026-10-22T09:14:10Z");

  private SampleTimelines() {}

  /// One that is open, one that was reverted, one that nobody could see since, and a risk.
  public static Timeline lakehouse() {
    return new Timeline(
        AT,
        SINCE,
        List.of(
            row(
                false,
                Severity.HIGH,
                SampleReports.CATALOGS,
                "data[\"hive.properties\"]",
                "kubectl-edit (Update), 2026-11-20 17:02 UTC; a hint from managedFields",
                "2026-11-20T17:02:12Z",
                Optional.empty(),
                Optional.empty(),
                List.of()),
            row(
                false,
                Severity.MEDIUM,
                SampleReports.WORKER,
                "spec.replicas",
                "alice with kubectl-scale (patch), 2026-11-19 08:00 UTC; proven by the audit log",
                "2026-11-19T08:00:01Z",
                Optional.of("2026-11-19T08:00:05Z"),
                Optional.empty(),
                List.of(
                    new Timeline.Act(
                        Instant.parse("2026-11-19T08:00:05Z"),
                        "patch",
                        "done",
                        "Read back: it has the values of Git."))),
            row(
                false,
                Severity.CRITICAL,
                SampleReports.S3,
                "data[\"secret-key\"]",
                "",
                "2026-11-17T12:00:00Z",
                Optional.empty(),
                Optional.of("2026-11-20T06:00:00Z"),
                List.of()),
            row(
                true,
                Severity.HIGH,
                SampleReports.MINIO,
                "spec.template.spec.containers[name=minio].image",
                "",
                "2026-11-15T00:00:00Z",
                Optional.of("2026-11-18T14:30:00Z"),
                Optional.empty(),
                List.of())),
        0);
  }

  /// The text wherever a store keeps one.
  public static Timeline hostile(String text) {
    return new Timeline(
        AT,
        SINCE,
        List.of(
            row(
                false,
                Severity.HIGH,
                SampleReports.ref("v1", "ConfigMap", "shop", text),
                text,
                text,
                "2026-11-20T17:02:12Z",
                Optional.empty(),
                Optional.empty(),
                List.of(
                    new Timeline.Act(Instant.parse("2026-11-20T18:00:00Z"), text, text, text)))),
        0);
  }

  private static Timeline.Row row(
      boolean posture,
      Severity severity,
      ResourceRef resource,
      String path,
      String attribution,
      String onset,
      Optional<String> ended,
      Optional<String> unseen,
      List<Timeline.Act> acts) {
    return new Timeline.Row(
        posture,
        posture ? "SEC020" : "CFG001",
        posture ? Category.SECURITY : Category.CONFIGURATION,
        severity,
        resource,
        path,
        posture ? "The image is named by a tag that moves." : "It differs from Git.",
        attribution,
        Instant.parse(onset),
        ended.map(Instant::parse),
        unseen.map(Instant::parse),
        acts);
  }
}
