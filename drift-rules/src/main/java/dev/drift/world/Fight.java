package dev.drift.world;

import static java.util.Objects.requireNonNull;

import dev.drift.model.ResourceRef;
import dev.drift.model.value.Path;

/// A difference that is there again however often Drift undid it, by the record of its acts.
///
/// @param path of the difference
/// @param opponent who is in the way
/// @param times how often Drift tried, in a row; at least once
public record Fight(ResourceRef resource, Path path, Opponent opponent, int times) {
  /// Who is in the way of a revert.
  public sealed interface Opponent {
    /// Makes the difference again.
    ///
    /// @param name a user, else a field manager; empty if neither is known
    record Somebody(String name) implements Opponent {
      public Somebody {
        requireNonNull(name, "name is null");
      }
    }

    /// Does not keep Git's value: the API server, or what changes requests to it.
    record Server() implements Opponent {}

    /// Flux or Argo CD, which was asked to put it back.
    ///
    /// @param name such as `Flux Kustomization flux-system/trino`
    record Keeper(String name) implements Opponent {
      public Keeper {
        requireNonNull(name, "name is null");
      }
    }
  }

  public Fight {
    requireNonNull(resource, "resource is null");
    requireNonNull(path, "path is null");
    requireNonNull(opponent, "opponent is null");
    if (times < 1) {
      throw new IllegalArgumentException("times is less than 1");
    }
  }

  /// What happened, without a full stop.
  public String sentence() {
    return switch (opponent) {
      case Opponent.Somebody(String name) ->
          "Drift undid the difference %s, and %s made it again%s"
              .formatted(
                  count(),
                  name.isEmpty() ? "somebody unknown" : name,
                  times == 1 ? "" : " each time");
      case Opponent.Server() ->
          "%s showed that the API server, or an admission webhook or policy, does not keep Git's value"
              .formatted(times == 1 ? "a dry-run" : times + " dry-runs");
      case Opponent.Keeper(String name) ->
          "%s was asked %s to put Git's value back, and it still differs".formatted(name, count());
    };
  }

  private String count() {
    return times == 1 ? "once" : times + " times";
  }
}
