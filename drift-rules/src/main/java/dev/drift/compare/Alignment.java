package dev.drift.compare;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import dev.drift.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/// The longest common run of two lists, and the positions that are not in it.
final class Alignment {
  private Alignment() {}

  static Equality.Unmatched align(
      List<Value> desired, List<Value> live, BiPredicate<Value, Value> equal) {
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
