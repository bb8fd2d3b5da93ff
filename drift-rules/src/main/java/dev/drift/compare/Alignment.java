package dev.drift.compare;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/// The longest common run of two lists, and the positions that are not in it.
final class Alignment {
  /// Aligning two long lists that have nothing in common takes their sizes multiplied.
  private static final long MOST = 1_000_000;

  private Alignment() {}

  /// @param anywhere what is left if order is ignored; stands for the answer where finding
  ///     it would take too long
  static Equality.Unmatched align(
      List<Value> desired,
      List<Value> live,
      Equality.Unmatched anywhere,
      BiPredicate<Value, Value> equal) {
    long distance = (long) anywhere.desired().size() + anywhere.live().size();
    if (distance * (desired.size() + live.size()) > MOST) {
      return anywhere;
    }
    Patch<Value> patch = DiffUtils.diff(desired, live, equal);
    List<Integer> ofDesired = new ArrayList<>();
    List<Integer> ofLive = new ArrayList<>();
    for (AbstractDelta<Value> delta : patch.getDeltas()) {
      for (int i = 0; i < delta.getSource().size(); i++) {
        ofDesired.add(delta.getSource().getPosition() + i);
      }
      for (int i = 0; i < delta.getTarget().size(); i++) {
        ofLive.add(delta.getTarget().getPosition() + i);
      }
    }
    return new Equality.Unmatched(ofDesired, ofLive);
  }
}
