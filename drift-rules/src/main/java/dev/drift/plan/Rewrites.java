package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Difference;
import dev.drift.model.ResourceRef;
import java.util.List;

/// Finds out how Git can be made to say what runs.
@FunctionalInterface
public interface Rewrites {
  /// @param differences of the resource that Git is to take over
  Answer of(ResourceRef resource, List<Difference> differences);

  sealed interface Answer {
    record Possible(Rewrite rewrite) implements Answer {
      public Possible {
        requireNonNull(rewrite, "rewrite is null");
      }
    }

    /// @param why half a sentence: what stands in the way, where, and what to do
    record Refused(String why) implements Answer {
      public Refused {
        requireNonNull(why, "why is null");
      }
    }
  }
}
