package dev.drift.explain;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.ReadText;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.text.Amounts;
import dev.drift.world.World;
import java.util.Optional;

/// A setting of a properties file or a JVM flag is the same amount of data or time in other units.
final class SameAmount implements Explanation {
  @Override
  public String name() {
    return "same-amount";
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, World world) {
    return difference.text().filter(text -> isSame(difference, text)).isPresent()
        ? Optional.of("both are the same quantity, written in different units")
        : Optional.empty();
  }

  private static boolean isSame(Difference difference, ReadText text) {
    return difference.change() == Change.CHANGED
        && difference.path().elements().getLast() instanceof Path.Field(String key)
        && difference.desired().orElse(Value.Null.NULL) instanceof Value.Str(String desired)
        && difference.live().orElse(Value.Null.NULL) instanceof Value.Str(String there)
        && Amounts.same(text.format(), key, desired, there);
  }
}
