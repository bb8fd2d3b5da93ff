package dev.drift.pipeline;

import dev.drift.model.MaskLevel;
import dev.drift.secret.key.MaskKey;
import dev.drift.secret.key.Masking;
import dev.drift.snapshot.file.KeyFile;
import java.nio.file.Path;
import java.util.Optional;

/// The key that masks the secrets of a run.
final class MaskKeys {
  private MaskKeys() {}

  /// The key with the level at which it masks.
  static Masking read(Optional<Path> file, MaskLevel level) {
    return new Masking(read(file), level);
  }

  /// The one of the file, or a random one that nobody will have again.
  static MaskKey read(Optional<Path> file) {
    return file.map(KeyFile::read).orElseGet(KeyFile::random);
  }
}
