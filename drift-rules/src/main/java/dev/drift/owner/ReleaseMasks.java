package dev.drift.owner;

import dev.drift.model.LiveResource;
import dev.drift.model.value.SecretFacts;
import dev.drift.model.value.Value;

/// Keeps with the mask of a Helm release's record which objects the record holds, so that a
/// snapshot proves what the cluster proves. Reading a record takes milliseconds, and only what is
/// stored for later needs the facts.
final class ReleaseMasks {
  private static final String DATA = "data";
  private static final String RELEASE = "release";

  private ReleaseMasks() {}

  /// @param masked the content of `plain` with its secrets masked
  /// @return `masked` itself for an object that is not the current record of a release
  static Value.Obj withFacts(LiveResource plain, Value.Obj masked) {
    return ReleaseRecord.of(plain)
        .filter(record -> !record.isPast())
        .map(record -> withFacts(record.content(), masked))
        .orElse(masked);
  }

  private static Value.Obj withFacts(ReleaseRecord.Content content, Value.Obj masked) {
    Value.Obj data = masked.object(DATA);
    return content instanceof ReleaseRecord.Content.Read(var release)
            && data.get(RELEASE).orElse(Value.Null.NULL)
                instanceof Value.Masked(String mask, String keyId, _)
        ? masked.with(
            DATA, data.with(RELEASE, new Value.Masked(mask, keyId, SecretFacts.of(release))))
        : masked;
  }
}
