package dev.drift.rule;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Path;

/// Something wrong that a rule found.
///
/// @param path where it stands in the resource; the root where it is all of it
/// @param message a sentence without a full stop: what is wrong
public record Offence(ResourceRef resource, Path path, Severity severity, String message) {
  public Offence {
    requireNonNull(resource, "resource is null");
    requireNonNull(path, "path is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(message, "message is null");
  }

  /// As severe as the rule is by default.
  public static Offence of(Rule rule, LiveResource resource, Path path, String message) {
    return new Offence(resource.ref(), path, rule.info().severity(), message);
  }
}
