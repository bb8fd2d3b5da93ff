package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// One finding that is adopted, in words. Names and values come from the cluster and may be
/// hostile; secrets are masked already.
///
/// @param fingerprint of the finding, 64 hexadecimal digits
/// @param object such as `Deployment trino/trino-worker`
/// @param path within the object
/// @param inGit the value that Git declares
/// @param live the value that runs, which Git gets
/// @param changedBy who made the difference, when, with what and how certain that is; empty if
///     that is not known
/// @param rule its code
public record AdoptedChange(
    String fingerprint,
    String object,
    String path,
    String inGit,
    String live,
    Optional<String> changedBy,
    String rule) {
  public AdoptedChange {
    if (!fingerprint.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a fingerprint has 64 hexadecimal digits");
    }
    requireNonNull(object, "object is null");
    requireNonNull(path, "path is null");
    requireNonNull(inGit, "inGit is null");
    requireNonNull(live, "live is null");
    requireNonNull(changedBy, "changedBy is null");
    requireNonNull(rule, "rule is null");
  }
}
