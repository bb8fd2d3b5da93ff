package dev.drift.plan;

import java.util.List;

/// What would be done, in this order, and what is left alone. It holds plain values; what people
/// see of it is derived from the findings of its causes.
public record Plan(List<Act> acts, List<LeftAlone> left) {
  public Plan {
    acts = List.copyOf(acts);
    left = List.copyOf(left);
  }
}
