package dev.drift.app;

import dev.drift.cluster.KeyFile;
import dev.drift.secret.MaskKey;
import java.nio.file.Path;
import java.util.Optional;

/// The key that masks the secrets of a run.
final class Keys {
  private Keys() {}

  /// The one of the file, or a random one that nobody will have again.
  static MaskKey read(Optional<Path> file) {
    return file.map(KeyFile::read).orElseGet(KeyFile::random);
  }
}
