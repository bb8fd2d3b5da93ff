package dev.drift.app;

import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.MaskLevel;
import dev.drift.model.Resources;
import dev.drift.secret.Redactor;

/// A snapshot at the level that the run asks for.
///
/// Masks compare like what they mask, if both sides are masked alike. So a snapshot of the default
/// level is masked strictly for a strict run. A strict snapshot makes the run strict, because what
/// it lacks cannot be brought back.
final class StrictSnapshot {
  private StrictSnapshot() {}

  static LiveState of(LiveState live, Redactor redactor) {
    if (redactor.level() != MaskLevel.STRICT || live.maskLevel() == MaskLevel.STRICT) {
      return live;
    }
    return live.masked(
        Resources.of(
            live.resources().values().stream()
                .map(
                    one ->
                        new LiveResource(
                            one.ref(), redactor.redact(one.ref(), one.content()), one.owners()))
                .toList()),
        live.keyId().orElseGet(redactor::keyId),
        MaskLevel.STRICT);
  }
}
