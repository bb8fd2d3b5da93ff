package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import dev.drift.model.MaskLevel;
import dev.drift.model.scope.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What one check compares.
///
/// @param sources where desired state is read, besides those of the configuration
/// @param config the agent's own drift.yaml; empty for none
/// @param scope what every source claims to describe, whatever files say; empty for what they say
/// @param namespaces filters both sides; empty for all
/// @param defaultNamespace of manifests that name none
/// @param keyFile holds the key that masks secrets; empty for a random one
/// @param auditLog of the API server: who changed what; empty for none
/// @param dryRun whether the API server may be asked what it would store
/// @param policies files of the agent's own configuration
/// @param vulnerabilities files of scanners of images
/// @param noisePacks whether the noise packs account for what operators write
/// @param mask how much people may see at least; a strict snapshot is compared strictly anyway
public record CheckRequest(
    List<GitRequest> sources,
    Optional<Path> config,
    LiveRequest live,
    Optional<Scope> scope,
    List<String> namespaces,
    String defaultNamespace,
    Optional<Path> keyFile,
    Optional<Path> auditLog,
    boolean dryRun,
    List<Path> policies,
    List<Path> vulnerabilities,
    boolean noisePacks,
    MaskLevel mask) {
  public CheckRequest {
    sources = List.copyOf(sources);
    requireNonNull(config, "config is null");
    requireNonNull(live, "live is null");
    requireNonNull(scope, "scope is null");
    namespaces = List.copyOf(namespaces);
    requireNonNull(defaultNamespace, "defaultNamespace is null");
    requireNonNull(keyFile, "keyFile is null");
    requireNonNull(auditLog, "auditLog is null");
    policies = List.copyOf(policies);
    vulnerabilities = List.copyOf(vulnerabilities);
    requireNonNull(mask, "mask is null");
  }

  /// One source; without an audit log, a dry-run, policies and scans; with the noise packs.
  public CheckRequest(
      GitRequest source,
      LiveRequest live,
      List<String> namespaces,
      String defaultNamespace,
      Optional<Path> keyFile) {
    this(
        List.of(source),
        Optional.empty(),
        live,
        Optional.empty(),
        namespaces,
        defaultNamespace,
        keyFile,
        Optional.empty(),
        false,
        List.of(),
        List.of(),
        true,
        MaskLevel.DEFAULT);
  }

  public CheckRequest withScope(Optional<Scope> claimed) {
    return new CheckRequest(
        sources,
        config,
        live,
        claimed,
        namespaces,
        defaultNamespace,
        keyFile,
        auditLog,
        dryRun,
        policies,
        vulnerabilities,
        noisePacks,
        mask);
  }

  public CheckRequest withAuditLog(Optional<Path> file) {
    return new CheckRequest(
        sources,
        config,
        live,
        scope,
        namespaces,
        defaultNamespace,
        keyFile,
        file,
        dryRun,
        policies,
        vulnerabilities,
        noisePacks,
        mask);
  }

  public CheckRequest withDryRun(boolean allowed) {
    return new CheckRequest(
        sources,
        config,
        live,
        scope,
        namespaces,
        defaultNamespace,
        keyFile,
        auditLog,
        allowed,
        policies,
        vulnerabilities,
        noisePacks,
        mask);
  }

  public CheckRequest withPolicies(List<Path> files) {
    return new CheckRequest(
        sources,
        config,
        live,
        scope,
        namespaces,
        defaultNamespace,
        keyFile,
        auditLog,
        dryRun,
        files,
        vulnerabilities,
        noisePacks,
        mask);
  }

  public CheckRequest withVulnerabilities(List<Path> files) {
    return new CheckRequest(
        sources,
        config,
        live,
        scope,
        namespaces,
        defaultNamespace,
        keyFile,
        auditLog,
        dryRun,
        policies,
        files,
        noisePacks,
        mask);
  }

  public CheckRequest withNoisePacks(boolean some) {
    return new CheckRequest(
        sources,
        config,
        live,
        scope,
        namespaces,
        defaultNamespace,
        keyFile,
        auditLog,
        dryRun,
        policies,
        vulnerabilities,
        some,
        mask);
  }

  public CheckRequest withMask(MaskLevel level) {
    return new CheckRequest(
        sources,
        config,
        live,
        scope,
        namespaces,
        defaultNamespace,
        keyFile,
        auditLog,
        dryRun,
        policies,
        vulnerabilities,
        noisePacks,
        level);
  }
}
