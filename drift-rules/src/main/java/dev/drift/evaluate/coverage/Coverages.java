package dev.drift.evaluate.coverage;

import dev.drift.finding.Coverage;
import dev.drift.finding.Coverage.Need;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveState;
import dev.drift.model.Unrendered;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.world.DesiredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a comparison saw and what it could not see.
public final class Coverages {
  private Coverages() {}

  /// @param verdicts every verdict of the run
  /// @param rules entries of the rules that could not look
  public static Coverage of(
      DesiredState desired, LiveState live, List<Verdict> verdicts, List<Coverage.Entry> rules) {
    List<Coverage.Entry> entries = new ArrayList<>();
    Map<GroupKind, Set<Need>> ofKinds = KindNeeds.of(desired, live.kinds());
    for (KindCoverage kind : live.coverage()) {
      Set<Need> needs = ofKinds.getOrDefault(kind.groupKind(), Set.of());
      // A snapshot may hold more than this run has to do with.
      if (!needs.isEmpty()) {
        entries.add(Coverage.Entry.of(kind, kind.leftOut() ? Set.of() : needs));
      }
    }
    entries.addAll(rules);
    desired.unrendered().forEach(files -> entries.add(files(files)));
    entries.add(resources(verdicts));
    return new Coverage(entries);
  }

  private static Coverage.Entry files(Unrendered files) {
    return new Coverage.Entry(
        new Coverage.Subject.Files(files.place().file(), files.kind().label()),
        KindCoverage.Status.FAILED,
        Set.of(Need.DRIFT),
        0,
        files.reason());
  }

  private static Coverage.Entry resources(List<Verdict> verdicts) {
    int unknown = (int) verdicts.stream().filter(one -> one == Verdict.UNKNOWN).count();
    boolean seen = !verdicts.isEmpty() && unknown == 0;
    String reason =
        verdicts.isEmpty()
            ? "Nothing was compared."
            : unknown == 0
                ? ""
                : "%d of %d resources could not be compared.".formatted(unknown, verdicts.size());
    return new Coverage.Entry(
        new Coverage.Subject.Resources(),
        seen ? KindCoverage.Status.READ : KindCoverage.Status.FAILED,
        Set.of(Need.DRIFT),
        seen ? verdicts.size() : unknown,
        reason);
  }
}
