package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.model.ResourceId;
import dev.drift.world.Observation;
import java.util.Optional;
import java.util.Set;

/// A source of truth beside Git's manifests and the objects of the cluster. A new one is a class
/// and a line in [Observers].
interface Observer {
  /// When a run asks an observer.
  enum Stage {
    /// Before the cluster is compared.
    BEFORE,
    /// About the resources that differ, which are then compared again.
    DIFFERENCES,
    /// Who made the differences; nothing is compared again.
    ATTRIBUTION
  }

  Stage stage();

  /// What it sees. What it cannot see is in the coverage of the observation.
  Observation observe(Inquiry inquiry);

  /// What a run asks an observer about.
  ///
  /// @param evaluation empty before the cluster is compared
  /// @param resources that matter; none before the cluster is compared
  record Inquiry(
      Desired desired,
      LiveSource live,
      Optional<Evaluation> evaluation,
      Set<ResourceId> resources,
      Progress progress) {
    public Inquiry {
      resources = Set.copyOf(resources);
    }

    /// Before the cluster is compared.
    static Inquiry first(Desired desired, LiveSource live, Progress progress) {
      return new Inquiry(desired, live, Optional.empty(), Set.of(), progress);
    }

    /// @throws java.util.NoSuchElementException before the cluster is compared
    Evaluation compared() {
      return evaluation.orElseThrow();
    }
  }
}
