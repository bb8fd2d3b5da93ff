package dev.drift.finding;

import dev.drift.model.ResourceId;
import dev.drift.model.Sha256;
import dev.drift.model.value.Path;

/// The stable identity of a finding over runs: cluster, group and kind, namespace, name, path,
/// and whether it is drift or posture. No value or version is in it, and for drift no rule
/// code, so that better rules reset no onset; posture is what a rule says it is, so its code is
/// part of it.
public final class Fingerprint {
  private Fingerprint() {}

  /// @param clusterUid UID of the Namespace kube-system
  /// @return SHA-256 in hexadecimal
  public static String ofDrift(String clusterUid, ResourceId resource, Path path) {
    return of(clusterUid, resource, path, "drift");
  }

  /// @param clusterUid UID of the Namespace kube-system
  /// @param rule its code
  /// @return SHA-256 in hexadecimal
  public static String ofPosture(String clusterUid, ResourceId resource, Path path, String rule) {
    return of(clusterUid, resource, path, "posture " + rule);
  }

  private static String of(String clusterUid, ResourceId resource, Path path, String what) {
    String identity =
        String.join(
            "\0",
            clusterUid,
            resource.groupKind().group(),
            resource.groupKind().kind(),
            resource.namespace(),
            resource.name(),
            path.toString(),
            what);
    return Sha256.hex(identity);
  }
}
