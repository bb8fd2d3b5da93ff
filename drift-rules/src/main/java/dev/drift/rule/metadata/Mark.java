package dev.drift.rule.metadata;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Glob;

/// A label or annotation by which something decides what to do.
///
/// @param on the kind of object that must have it
/// @param key with `*` for any text
/// @param severity of a change that weakens, by the scale; other changes rank one lower
/// @param what it sets, in brackets after its key
/// @param weakened what a change that weakens means
record Mark(
    On on,
    Glob key,
    Category category,
    Severity severity,
    Scale scale,
    String what,
    String weakened) {
  Mark {
    requireNonNull(on, "on is null");
    requireNonNull(key, "key is null");
    requireNonNull(category, "category is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(scale, "scale is null");
    requireNonNull(what, "what is null");
    requireNonNull(weakened, "weakened is null");
  }

  /// What has the label or annotation.
  enum On {
    NAMESPACE,
    /// A Pod, or the template of one.
    POD,
    /// A Pod, the template of one, or a Namespace for all its Pods.
    POD_OR_NAMESPACE,
    SERVICE,
    INGRESS,
    STORAGE_CLASS,
    INGRESS_CLASS,
    ANY
  }

  static Mark mark(
      On on,
      String key,
      Category category,
      Severity severity,
      Scale scale,
      String what,
      String weakened) {
    return new Mark(on, new Glob(key), category, severity, scale, what, weakened);
  }
}
