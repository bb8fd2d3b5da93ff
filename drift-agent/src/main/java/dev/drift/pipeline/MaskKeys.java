package dev.drift.pipeline;

import dev.drift.pipeline.request.MaskRequest;
import dev.drift.secret.key.Masking;
import dev.drift.snapshot.file.KeyFile;

/// The key that masks the secrets of a run.
final class MaskKeys {
  private MaskKeys() {}

  /// The key of the file, or a random one that nobody will have again.
  static Masking read(MaskRequest request) {
    return new Masking(
        request.keyFile().map(KeyFile::read).orElseGet(KeyFile::random), request.level());
  }
}
