package dev.drift.finding;

import dev.drift.model.Path;
import dev.drift.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The stable identity of a finding over runs: cluster, group and kind, namespace, name, path, and
/// whether it is drift or posture. No value, version or rule code is in it, so that better rules
/// reset no onset.
public final class Fingerprint {
  private Fingerprint() {}

  /// @param clusterUid UID of the Namespace kube-system
  /// @param posture false for drift
  /// @return SHA-256 in hexadecimal
  public static String of(String clusterUid, ResourceId resource, Path path, boolean posture) {
    String identity =
        String.join(
            "\0",
            clusterUid,
            resource.groupKind().group(),
            resource.groupKind().kind(),
            resource.namespace(),
            resource.name(),
            path.toString(),
            posture ? "posture" : "drift");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(identity.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
