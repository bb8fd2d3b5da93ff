package dev.drift.evaluate.coverage;

import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;

/// Something that could not be known of one resource. [Gaps] reports each kind of gap once for all
/// resources.
public sealed interface Gap {
  /// Git uses the kind, and nobody asked the cluster for it.
  record UnreadKind(GroupKind kind) implements Gap {}

  /// Controllers make objects for this kind, or it is their controller; it was not read.
  record UnreadMaker(GroupKind kind) implements Gap {}

  /// An undeclared object names an owner that could not be verified.
  record UnverifiedOwner(String sentence) implements Gap {}

  /// An undeclared object may be declared by files that could not be read as manifests.
  record MaybeDeclared(Unrendered where) implements Gap {}

  /// Vertical autoscalers may set the resources of Pods, and could not be read.
  record UnreadAutoscalers() implements Gap {}

  /// Git declares NodeProfiles, and Nodes could not be read.
  record UnreadNodes() implements Gap {}

  /// Secrets are masked under another key.
  record OtherKey() implements Gap {}
}
