package dev.drift.evaluate.comparison;

import dev.drift.canonical.Canonical;
import dev.drift.canonical.ImmutableFields;
import dev.drift.canonical.schema.KindSchema;
import dev.drift.compare.Comparison;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.Verdict;
import dev.drift.model.value.Value;
import java.util.List;

/// One declared resource compared with its live object.
///
/// @param normal the live object in the form that was compared
/// @param explained differences that something accounts for
/// @param drift all other differences
public record ResourceComparison(
    DesiredResource desired,
    LiveResource live,
    KindSchema schema,
    Canonical canonical,
    Value.Obj normal,
    Comparison comparison,
    List<Accounted> explained,
    List<Difference> drift) {
  public ResourceComparison {
    explained = List.copyOf(explained);
    drift = List.copyOf(drift);
  }

  /// A difference and the sentence that accounts for it.
  public record Accounted(Difference difference, String sentence) {}

  /// The verdict if nothing of the drift is reported.
  public Verdict clean() {
    return !canonical.invalid().isEmpty()
        ? Verdict.INVALID_DESIRED
        : comparison.undecided().isEmpty() ? Verdict.IN_SYNC : Verdict.UNKNOWN;
  }

  /// The verdict if this difference is reported.
  public Verdict verdict(Difference difference) {
    return isFixed(difference) ? Verdict.NEEDS_RECREATE : Verdict.DRIFTED;
  }

  private boolean isFixed(Difference difference) {
    return ImmutableFields.contain(desired.id().groupKind(), difference.path(), live.content());
  }
}
