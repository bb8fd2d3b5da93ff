package dev.drift.source.fetch;

import dev.drift.model.Sha256;
import dev.drift.source.KnownBuilds;
import java.util.Optional;
import java.util.regex.Pattern;

/// What earlier runs fetched, by the digest of its content.
///
/// @param known keeps bytes by 64 hexadecimal digits
record Contents(KnownBuilds known) {
  private static final String ALGORITHM = "sha256:";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  static String digest(byte[] content) {
    return ALGORITHM + Sha256.hex(content);
  }

  /// @param digest as [#digest] makes it
  Optional<byte[]> find(String digest) {
    return known.find(digest.substring(ALGORITHM.length())).filter(it -> digest(it).equals(digest));
  }

  void keep(byte[] content) {
    known.keep(digest(content).substring(ALGORITHM.length()), content);
  }
}
