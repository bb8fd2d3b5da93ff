package dev.drift.source.flux;

/// What `flux bootstrap` leaves in a repository.
final class Bootstrap {
  /// The repository itself, and the Kustomization that deploys `clusters/prod`: for
  /// `clusters/prod/sync.yaml`.
  static final String SYNC =
      """
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: {name: flux-system, namespace: flux-system}
      spec: {url: "https://example.com/platform", ref: {branch: main}}
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: flux-system, namespace: flux-system}
      spec: {path: clusters/prod, sourceRef: {kind: GitRepository, name: flux-system}}
      """;

  private Bootstrap() {}
}
