package dev.drift.cli.history;

import static java.util.stream.Collectors.joining;

import dev.drift.model.Verdict;
import dev.drift.report.view.Words;
import dev.drift.store.StoredRun;
import dev.drift.store.TargetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `drift status` prints for people.
public final class StatusText {
  private static final int MOST_GAPS = 10;

  private final Lines lines = new Lines();
  private final Instant now;

  private StatusText(Instant now) {
    this.now = now;
  }

  public static String of(List<TargetStatus> all, Instant now) {
    StatusText text = new StatusText(now);
    all.forEach(text::target);
    return text.lines.toString();
  }

  private void target(TargetStatus status) {
    lines.target(status.target());
    lines.add("  " + verdict(status));
    lines.add("");
    run("last run", status.lastRun());
    if (!status.lastRun().complete()
        || status.lastRun().failed()
        || !status.lastRun().namespaces().isEmpty()) {
      status
          .lastComplete()
          .ifPresentOrElse(
              it -> run("last complete run", it), () -> row("last complete run", "none"));
    }
    if (!status.lastRun().failed()) {
      row("resources", resources(status.lastRun()));
    }
    open(status);
    gaps(status.gaps());
  }

  /// One sentence: what is known for sure, and what is not.
  private String verdict(TargetStatus status) {
    String unknown =
        status.lastRun().failed()
            ? "The last run failed. "
            : status.lastRun().complete() ? "" : "The last run was incomplete. ";
    if (status.openDrift() > 0) {
      Instant oldest =
          status.open().stream()
              .filter(it -> !it.posture())
              .map(TargetStatus.Open::since)
              .min(Instant::compareTo)
              .orElseThrow();
      return "%sDrifted: %s open, the oldest since %s."
          .formatted(
              unknown, Words.count(status.openDrift(), "drift finding"), Lines.since(oldest, now));
    }
    if (status.inSyncSince().isPresent()) {
      // The store knows nothing of the time after the last run.
      return "%sIn sync since %s, as of the last %srun, %s ago."
          .formatted(
              unknown,
              Words.minute(status.inSyncSince().get()),
              unknown.isEmpty() ? "" : "complete ",
              Lines.length(status.lastComplete().orElse(status.lastRun()).finishedAt(), now));
    }
    return unknown.isEmpty()
        ? "No drift is open; no run about all namespaces was complete since the last drift."
        : unknown + "Whether the cluster is in sync is not known.";
  }

  private void run(String what, StoredRun run) {
    String state = run.failed() ? "failed" : run.complete() ? "complete" : "incomplete";
    String only =
        run.namespaces().isEmpty()
            ? ""
            : "; only "
                + (run.namespaces().size() == 1 ? "namespace " : "namespaces ")
                + String.join(", ", run.namespaces());
    row(
        what,
        "%s; %s in %s%s"
            .formatted(
                Lines.ago(run.finishedAt(), now),
                state,
                Words.length(Duration.between(run.startedAt(), run.finishedAt())),
                only));
  }

  private void row(String what, String value) {
    lines.add("  %-18s %s".formatted(what, value));
  }

  private static String resources(StoredRun run) {
    List<String> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      int count = run.verdicts().getOrDefault(verdict, 0);
      if (count > 0) {
        counts.add(
            "%,d %s".formatted(count, verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
      }
    }
    return counts.isEmpty() ? "none" : counts.stream().collect(joining(", "));
  }

  private void open(TargetStatus status) {
    if (status.open().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("  Open findings");
    lines.add("    %-8s  %-14s  %5s  %s".formatted("severity", "category", "count", "since"));
    boolean posture = false;
    for (TargetStatus.Open one : status.open()) {
      if (one.posture() && !posture) {
        posture = true;
        lines.add("    posture:");
      }
      lines.add(
          "    %-8s  %-14s  %5d  %s%s"
              .formatted(
                  one.severity().label(),
                  one.category().label(),
                  one.count(),
                  Lines.since(one.since(), now),
                  unseen(one)));
    }
  }

  private static String unseen(TargetStatus.Open one) {
    return one.unseenSince()
        .map(
            since ->
                "; %s not seen since %s"
                    .formatted(
                        one.unseen() == one.count() ? "" : one.unseen() + " of them",
                        Words.minute(since)))
        .map(it -> it.replace(";  ", "; "))
        .orElse("");
  }

  private void gaps(List<StoredRun.Gap> gaps) {
    if (gaps.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("  What the last run could not read, and its problems");
    gaps.stream().limit(MOST_GAPS).forEach(gap -> lines.add("    " + sentence(gap)));
    if (gaps.size() > MOST_GAPS) {
      lines.add("    and %d more; -o json lists them".formatted(gaps.size() - MOST_GAPS));
    }
  }

  private static String sentence(StoredRun.Gap gap) {
    if (gap.what().isEmpty()) {
      return gap.reason();
    }
    return gap.reason().isEmpty()
        ? "%s: %s".formatted(gap.what(), gap.status())
        : "%s: %s".formatted(gap.what(), gap.reason());
  }
}
