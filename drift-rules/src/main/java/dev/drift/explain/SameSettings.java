package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.ReadText;
import dev.drift.world.World;
import java.util.Optional;

/// A text that is made of settings says on both sides the same.
final class SameSettings implements Explanation {
  @Override
  public String name() {
    return "same-settings";
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, World world) {
    return difference.text().filter(ReadText::saysTheSame).isPresent()
        ? Optional.of(
            "both have the same settings: they differ only in comments, order, whitespace or quotes")
        : Optional.empty();
  }
}
