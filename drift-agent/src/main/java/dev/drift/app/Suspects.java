package dev.drift.app;

import dev.drift.cluster.LiveStateReader;
import dev.drift.cluster.ReadRequest;
import dev.drift.finding.Finding;
import dev.drift.model.LiveState;
import dev.drift.model.NodeProfile;
import dev.drift.model.ResourceRef;
import dev.drift.verdict.DesiredState;
import dev.drift.verdict.Outcome;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads what seems to have drifted once more before it is reported: an object may have changed
/// while others were read, and what is reported must be so when it is reported.
final class Suspects {
  /// Each round asks about resources that no round before asked about.
  private static final int ROUNDS = 3;

  private final LiveStateReader reader;
  private final ReadRequest request;
  private final Function<LiveState, Outcome> compare;

  /// @param request with which the live state was read
  Suspects(LiveStateReader reader, ReadRequest request, Function<LiveState, Outcome> compare) {
    this.reader = reader;
    this.request = request;
    this.compare = compare;
  }

  DriftCheck.Compared confirm(DesiredState desired, LiveState read) {
    LiveState live = read;
    Outcome outcome = compare.apply(live);
    Set<ResourceRef> confirmed = new TreeSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Set<ResourceRef> suspects = of(outcome);
      suspects.removeAll(confirmed);
      if (suspects.isEmpty()) {
        break;
      }
      LiveState fresh = reader.refresh(live, request, suspects);
      confirmed.addAll(suspects);
      if (fresh.resources().equals(live.resources())) {
        break;
      }
      live = fresh;
      outcome = compare.apply(live);
    }
    return new DriftCheck.Compared(desired, live, outcome);
  }

  private static Set<ResourceRef> of(Outcome outcome) {
    Set<ResourceRef> suspects = new TreeSet<>();
    for (Finding finding : outcome.findings()) {
      if (finding instanceof Finding.Drift
          && !finding.resource().id().groupKind().equals(NodeProfile.KIND)) {
        suspects.add(finding.resource());
      }
    }
    return suspects;
  }
}
