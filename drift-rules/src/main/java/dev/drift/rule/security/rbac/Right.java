package dev.drift.rule.security.rbac;

import static java.util.Objects.requireNonNull;

/// One verb on one thing in one place.
///
/// @param verb such as `get`; `*` for all of them
/// @param scope the namespace; empty for the whole cluster
record Right(Target target, String verb, String scope) {
  static final String ALL = "*";

  Right {
    requireNonNull(target, "target is null");
    requireNonNull(verb, "verb is null");
    requireNonNull(scope, "scope is null");
  }

  /// What the verb is for.
  sealed interface Target {
    boolean covers(Target other);
  }

  /// @param resource in the plural, with its subresource: `pods/exec`; `*` for all
  /// @param name of the one object; empty for each
  record Resource(String group, String resource, String name) implements Target {
    @Override
    public boolean covers(Target other) {
      return other instanceof Resource that
          && isOrAll(group, that.group)
          && coversResource(that.resource)
          && (name.isEmpty() || name.equals(that.name));
    }

    /// `*/scale` is the subresource of each resource; a plain `*` is all of them, subresources too.
    private boolean coversResource(String other) {
      return isOrAll(resource, other)
          || (resource.startsWith("*/")
              && other.indexOf('/') > 0
              && other.endsWith(resource.substring(1)));
    }
  }

  /// A path of the API server that is not a resource, such as `/metrics`.
  record Url(String path) implements Target {
    @Override
    public boolean covers(Target other) {
      return other instanceof Url(String that)
          && (path.equals(that)
              || (path.endsWith(ALL) && that.startsWith(path.substring(0, path.length() - 1))));
    }
  }

  boolean covers(Right other) {
    return isOrAll(verb, other.verb)
        && (scope.isEmpty() || scope.equals(other.scope))
        && target.covers(other.target);
  }

  private static boolean isOrAll(String own, String other) {
    return own.equals(ALL) || own.equals(other);
  }
}
