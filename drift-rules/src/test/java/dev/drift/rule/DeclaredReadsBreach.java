package dev.drift.rule;

import dev.drift.world.MaskedWorld;
import dev.drift.world.World;
import java.util.Set;

/// A rule that looks past its declared reads, so that a test can show that it would be noticed.
public record DeclaredReadsBreach(World world, MaskedWorld view) {
  @Override
  public String toString() {
    return "%s %s %s".formatted(world.live(), view.namespacesOf(Set.of()), view.others());
  }
}
