package dev.drift.act.message;

import static java.util.Objects.requireNonNull;

import dev.drift.act.text.RunText;
import dev.drift.finding.group.Briefing;
import dev.drift.finding.group.FindingGroup;
import dev.drift.finding.group.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one message says: all that is new of one run.
///
/// @param acts what Drift did about findings, by fingerprint
/// @param mostGroups how many notices are listed
/// @param mostFindings how many findings of each are listed
public record Digest(
    String id,
    RunText run,
    String runId,
    String clusterId,
    Instant time,
    Briefing briefing,
    Map<String, String> acts,
    int mostGroups,
    int mostFindings) {
  public Digest {
    requireNonNull(id, "id is null");
    requireNonNull(run, "run is null");
    requireNonNull(runId, "runId is null");
    requireNonNull(clusterId, "clusterId is null");
    requireNonNull(time, "time is null");
    requireNonNull(briefing, "briefing is null");
    acts = Map.copyOf(acts);
  }

  List<Notice> listed() {
    return briefing.notices().stream().limit(mostGroups).toList();
  }

  int notListed() {
    return Math.max(0, briefing.notices().size() - mostGroups);
  }

  /// How many findings are open as far as it is known, also those that this run did not look at;
  /// empty if the run read no cluster.
  Optional<Integer> open() {
    return run.cluster().isEmpty()
        ? Optional.empty()
        : Optional.of(
            briefing.told().values().stream().mapToInt(told -> told.members().size()).sum());
  }

  /// Such as `2 new, 1 resolved; 14 findings open`.
  String summary() {
    int opened = 0;
    int grown = 0;
    int reminders = 0;
    int resolved = 0;
    boolean blind = false;
    boolean sighted = false;
    for (Notice notice : briefing.notices()) {
      switch (notice) {
        case Notice.Opened _ -> opened++;
        case Notice.Grown _ -> grown++;
        case Notice.Reminder _ -> reminders++;
        case Notice.Resolved _ -> resolved++;
        case Notice.Blind _ -> blind = true;
        case Notice.Sighted _ -> sighted = true;
      }
    }
    StringBuilder out = new StringBuilder();
    add(out, opened, "new");
    add(out, grown, "worse");
    add(out, reminders, "still there");
    add(out, resolved, "resolved");
    if (blind) {
      add(out, "the check is incomplete");
    }
    if (sighted) {
      add(out, "the check is complete again");
    }
    open().ifPresent(it -> out.append("; ").append(count(it, "finding")).append(" open"));
    return out.toString();
  }

  private static void add(StringBuilder out, int number, String word) {
    if (number > 0) {
      add(out, number + " " + word);
    }
  }

  private static void add(StringBuilder out, String part) {
    out.append(out.isEmpty() ? "" : ", ").append(part);
  }

  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  int notListed(FindingGroup group) {
    return Math.max(0, group.findings().size() - mostFindings);
  }
}
