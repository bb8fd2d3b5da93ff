package dev.drift.rule.configuration;

import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// When the data of a ConfigMap or Secret was written last, by `managedFields`.
///
/// An entry has one time for all its fields: that of the last write of its manager that changed
/// any. Where it has other fields beside those that are asked for, the data need not have changed
/// then.
///
/// @param surely whether the data changed then, and not only something beside it
record DataWritten(Instant at, boolean surely) {
  private static final Set<String> DATA = Set.of("f:data", "f:binaryData", "f:stringData");

  /// The last time at which the key may have changed; empty if unknown.
  ///
  /// @param key empty for any key
  static Optional<DataWritten> of(LiveResource resource, Optional<String> key) {
    Optional<DataWritten> last = Optional.empty();
    for (FieldOwner owner : resource.owners()) {
      Optional<DataWritten> written = of(owner, key);
      if (written.isPresent() && (last.isEmpty() || last.get().at().isBefore(written.get().at()))) {
        last = written;
      }
    }
    return last;
  }

  private static Optional<DataWritten> of(FieldOwner owner, Optional<String> key) {
    Set<String> keys = new HashSet<>();
    for (String field : DATA) {
      keys.addAll(owner.fields().object(field).fields().keySet());
    }
    keys.remove(".");
    boolean concerned = key.map(one -> keys.contains("f:" + one)).orElse(!keys.isEmpty());
    if (!concerned || !owner.subresource().isEmpty() || owner.time().isEmpty()) {
      return Optional.empty();
    }
    boolean nothingElse = DATA.containsAll(owner.fields().fields().keySet());
    boolean surely = nothingElse && (key.isEmpty() || keys.size() == 1);
    return Optional.of(new DataWritten(owner.time().get(), surely));
  }

  /// Whether nothing can be written any more.
  static boolean isFixed(LiveResource resource) {
    return List.of(Value.of(true)).equals(resource.content().get("immutable").stream().toList());
  }
}
