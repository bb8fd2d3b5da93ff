package dev.drift.owner;

import dev.drift.model.kind.GroupKind;

/// The kinds of Flux that apply objects, label them with their own name, and keep an inventory of
/// them in their status.
enum FluxKind {
  KUSTOMIZATION("kustomize.toolkit.fluxcd.io", "Kustomization", "kustomize.toolkit.fluxcd.io"),
  HELM_RELEASE("helm.toolkit.fluxcd.io", "HelmRelease", "helm.toolkit.fluxcd.io"),
  RESOURCE_SET("fluxcd.controlplane.io", "ResourceSet", "resourceset.fluxcd.controlplane.io"),
  FLUX_INSTANCE("fluxcd.controlplane.io", "FluxInstance", "fluxcd.controlplane.io");

  private final String group;
  private final String kind;
  private final String prefix;

  FluxKind(String group, String kind, String prefix) {
    this.group = group;
    this.kind = kind;
    this.prefix = prefix;
  }

  GroupKind groupKind() {
    return new GroupKind(group, kind);
  }

  String nameLabel() {
    return prefix + "/name";
  }

  String namespaceLabel() {
    return prefix + "/namespace";
  }

  /// With which an object opts out of being kept as it is declared.
  String reconcileAnnotation() {
    return prefix + "/reconcile";
  }

  String applyAnnotation() {
    return prefix + "/ssa";
  }
}
