package dev.drift.evaluate;

import dev.drift.model.ResourceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What all stages of a pass gave, in the order in which an evaluation is put together.
record Parts(Pass pass, List<Contributions<?>> stages) {
  Parts {
    stages = List.copyOf(stages);
  }

  static Parts of(Pass pass) {
    List<Contributions<?>> all = new ArrayList<>();
    all.add(Contributions.of(new DeclaredStage(), pass));
    all.add(Contributions.of(new PodStage(), pass));
    all.add(Contributions.of(new UndeclaredStage(), pass));
    // Rules keep nothing, so all cores may ask them.
    all.addAll(
        pass.inspection().ofResources().parallelStream()
            .map(rule -> Contributions.of(new ResourceRuleStage(rule), pass))
            .toList());
    all.addAll(
        pass.inspection().ofWorlds().parallelStream()
            .map(rule -> Contributions.of(new WorldRuleStage(rule), pass))
            .toList());
    return new Parts(pass, all);
  }

  /// After a change.
  Parts next(Impact impact, Pass later) {
    List<Contributions<?>> all = new ArrayList<>();
    stages.forEach(one -> all.add(one.next(impact, pass, later)));
    return new Parts(later, all);
  }

  Stream<Contribution> all() {
    return stages.stream().flatMap(Contributions::all);
  }

  /// Those that concern more than their resource, and those to decide.
  Stream<Contribution> noted() {
    return stages.stream().flatMap(stage -> stage.noted().values().stream()).flatMap(List::stream);
  }

  /// Those of some resources, in the same order.
  Stream<Contribution> of(Set<ResourceId> resources) {
    return stages.stream().flatMap(stage -> stage.of(resources));
  }

  /// The resources of which anything was judged again.
  Set<ResourceId> renewed() {
    Set<ResourceId> all = new HashSet<>();
    stages.forEach(one -> all.addAll(one.renewed()));
    return all;
  }
}
