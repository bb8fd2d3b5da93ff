package dev.drift.owner;

import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import java.util.Set;

/// Which deployer beside Git's sources demonstrably owns live objects.
public final class Owners {
  private Owners() {}

  public static Owners of(LiveState live) {
    return new Owners();
  }

  public Ownership of(LiveResource object) {
    return new Ownership.None();
  }

  public static Set<GroupKind> kinds() {
    return Set.of();
  }
}
