package dev.drift.rule;

import java.util.Set;

/// The lists of containers of a Pod.
public final class PodLists {
  public static final Set<String> CONTAINERS =
      Set.of("containers", "initContainers", "ephemeralContainers");

  private PodLists() {}
}
