package dev.drift.rule.security.rbac;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A set of rights; what one of them covers is in it.
///
/// Holds at most [#MOST]: one rule may multiply to millions. Of a set that is not whole nobody can
/// say what it lacks.
final class Rights {
  static final int MOST = 20_000;

  private final Set<Right> all = new LinkedHashSet<>();
  private final Map<String, List<Right>> byResource = new HashMap<>();
  private boolean whole = true;

  void add(Right right) {
    if (all.size() >= MOST) {
      whole = false;
    } else if (all.add(right)) {
      byResource.computeIfAbsent(key(right), _ -> new ArrayList<>()).add(right);
    }
  }

  void addAll(Rights others) {
    others.all.forEach(this::add);
    whole &= others.whole;
  }

  boolean isWhole() {
    return whole;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  Collection<Right> all() {
    return all;
  }

  boolean covers(Right right) {
    return anyCovers(key(right), right)
        || anyCovers(Right.ALL, right)
        || (right.target() instanceof Right.Resource(_, String resource, _)
            && resource.indexOf('/') > 0
            && anyCovers("*" + resource.substring(resource.indexOf('/')), right));
  }

  private boolean anyCovers(String key, Right right) {
    return byResource.getOrDefault(key, List.of()).stream().anyMatch(own -> own.covers(right));
  }

  /// Whether something remains of what this right allows.
  boolean hasPartOf(Right right) {
    return all.stream().anyMatch(right::covers);
  }

  /// What is in this set and not in the other.
  Rights without(Rights other) {
    Rights left = new Rights();
    all.stream().filter(right -> !other.covers(right)).forEach(left::add);
    left.whole = whole && other.whole;
    return left;
  }

  /// All paths that are no resource stand under one key, for their stars are within.
  private static String key(Right right) {
    return switch (right.target()) {
      case Right.Resource(_, String resource, _) -> resource;
      case Right.Url _ -> "/";
    };
  }
}
