package dev.drift.app;

import dev.drift.cluster.LiveStateReader;
import dev.drift.finding.Finding;
import dev.drift.model.DesiredResource;
import dev.drift.model.DriftException;
import dev.drift.model.LiveResource;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the API server would store for declared resources that seem to have drifted, so that what
/// admission writes is not taken for drift.
///
/// @param stored by resource
/// @param problems refusals, one for each kind
record DryRuns(Map<ResourceId, Value.Obj> stored, List<Problem> problems) {
  static final DryRuns NONE = new DryRuns(Map.of(), List.of());

  DryRuns {
    stored = Map.copyOf(stored);
    problems = List.copyOf(problems);
  }

  static DryRuns of(LiveStateReader reader, DriftCheck.Compared compared) {
    Map<ResourceId, Value.Obj> stored = new TreeMap<>();
    Map<String, Problem> refused = new TreeMap<>();
    Set<ResourceId> asked = new HashSet<>();
    for (Finding finding : compared.outcome().findings()) {
      ResourceId id = finding.resource().id();
      DesiredResource desired = compared.desired().resources().get(id);
      LiveResource live = compared.live().resources().get(id);
      String kind = id.groupKind() + " " + id.namespace();
      if (desired != null && live != null && asked.add(id) && !refused.containsKey(kind)) {
        try {
          stored.put(id, reader.dryRun(desired, live));
        } catch (DriftException e) {
          refused.put(kind, e.problems().getFirst());
        }
      }
    }
    return new DryRuns(stored, new ArrayList<>(refused.values()));
  }
}
