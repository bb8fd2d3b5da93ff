package dev.drift.verdict;

import dev.drift.finding.Coverage;
import dev.drift.finding.Coverage.Need;
import dev.drift.finding.Report;
import dev.drift.judge.Rules;
import dev.drift.model.ApiKind;
import dev.drift.model.Claim;
import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveState;
import dev.drift.model.TrackedKinds;
import dev.drift.model.Unrendered;
import dev.drift.model.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a comparison saw and what it could not see.
final class Coverages {
  private Coverages() {}

  /// @param judged every verdict of the run
  /// @param rules entries of the rules that could not look
  static Coverage of(
      DesiredState desired,
      LiveState live,
      List<Report.Judged> judged,
      List<Coverage.Entry> rules) {
    List<Coverage.Entry> entries = new ArrayList<>();
    Set<GroupKind> drift = neededForDrift(desired, live);
    for (KindCoverage kind : live.coverage()) {
      Set<Need> needs = EnumSet.noneOf(Need.class);
      if (drift.contains(kind.groupKind())) {
        needs.add(Need.DRIFT);
      }
      if (Rules.READ.contains(kind.groupKind())) {
        needs.add(Need.POSTURE);
      }
      // A snapshot may hold more than this run has to do with.
      if (!needs.isEmpty()) {
        entries.add(Coverage.Entry.of(kind, kind.leftOut() ? Set.of() : needs));
      }
    }
    entries.addAll(rules);
    desired.unrendered().forEach(files -> entries.add(files(files)));
    entries.add(resources(judged));
    return new Coverage(entries);
  }

  /// The kinds that Git uses, those that controllers make of them, and those of which undeclared
  /// objects are looked for.
  private static Set<GroupKind> neededForDrift(DesiredState desired, LiveState live) {
    Set<GroupKind> kinds = new TreeSet<>(desired.kinds());
    Claim claim = desired.claim();
    if (claim.equals(Claim.NOTHING)) {
      return kinds;
    }
    Set<GroupKind> clusterScoped =
        live.kinds().stream()
            .filter(kind -> !kind.namespaced())
            .map(ApiKind::groupKind)
            .collect(Collectors.toSet());
    for (GroupKind kind : TrackedKinds.with(desired.kinds())) {
      if (claim.everything() || !clusterScoped.contains(kind)) {
        kinds.add(kind);
      }
    }
    if (claim.everything()) {
      kinds.addAll(TrackedKinds.undeclared(claim, desired.kinds()));
    }
    return kinds;
  }

  private static Coverage.Entry files(Unrendered files) {
    return new Coverage.Entry(
        new Coverage.Subject.Files(files.place().file(), files.kind().label()),
        KindCoverage.Status.FAILED,
        Set.of(Need.DRIFT),
        0,
        files.reason());
  }

  private static Coverage.Entry resources(List<Report.Judged> judged) {
    int unknown = (int) judged.stream().filter(one -> one.verdict() == Verdict.UNKNOWN).count();
    boolean seen = !judged.isEmpty() && unknown == 0;
    String reason =
        judged.isEmpty()
            ? "Nothing was compared."
            : unknown == 0
                ? ""
                : "%d of %d resources could not be compared.".formatted(unknown, judged.size());
    return new Coverage.Entry(
        new Coverage.Subject.Resources(),
        seen ? KindCoverage.Status.READ : KindCoverage.Status.FAILED,
        Set.of(Need.DRIFT),
        seen ? judged.size() : unknown,
        reason);
  }
}
